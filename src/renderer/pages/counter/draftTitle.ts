import { MATTERS } from '#shared/domain/matter';
import type { Desk, MatterDraft } from '../../desk/api';

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
