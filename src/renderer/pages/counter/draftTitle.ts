import { MATTERS } from '#shared/domain/matter';
import { formOf } from '#shared/matters/index';
import { sagaKind } from '#shared/matters/sagas/index';
import type { Desk, MatterDraft, SagaDraft } from '../../desk/api';

/** `居民参保登记 · 李念安`: what a draft is about, as far as it is known. */
export function draftTitle(desk: Desk, draft: MatterDraft): string {
  const { name, personId, who, empNo } = draft.fields;
  const onFile =
    typeof personId === 'string' && who !== 'new' ? desk.person(personId)?.person.name : undefined;
  const typed = typeof name === 'string' && name.trim() !== '' ? name.trim() : undefined;
  const unit =
    personId === undefined && typeof empNo === 'string' ? desk.unit.view(empNo)?.unit.name : undefined;
  const missing = draft.matter.startsWith('UNIT_') ? '还没有选单位' : '还没有填姓名';
  return `${MATTERS[draft.matter]} · ${onFile ?? unit ?? typed ?? missing}`;
}

/** `整户迁移 · 李念安 · 还缺：户号、村（居）`: what a saga is about, and what it still needs. */
export function sagaDraftTitle(desk: Desk, draft: SagaDraft): string {
  const kind = sagaKind(draft.kind);
  const { problems, common, answer } = desk.forecastSaga(draft);
  const labels = draft.steps.flatMap(({ matter }, at) => {
    const named = new Map(formOf(matter).fields.map(({ name, label }) => [name, label]));
    return Object.keys(problems[at] ?? {}).flatMap((name) => named.get(name) ?? []);
  });
  const once = kind.common.filter(({ name }) => Object.hasOwn(common, name)).map(({ label }) => label);
  const missing = [...new Set([...once, ...labels])];
  const whose = desk.person(draft.personId)?.person.name ?? draft.personId;
  const state =
    missing.length > 0 ? `还缺：${missing.join('、')}` : answer === null ? '还没填完' : '已填好，还没受理';
  return `${kind.title} · ${whose} · ${state}`;
}
