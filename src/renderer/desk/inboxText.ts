import { kindsOf } from '#shared/conflicts/kinds';
import { authorText } from '#shared/conflicts/precedence';
import type { Deadline } from '#shared/deadlines/deadline';
import type { Operation } from '#shared/domain/operation';
import { fieldLabel, fieldText } from '#shared/matters/touched';
import type { Verdict } from '#shared/protocol/verdict';
import type { RejectDictionary } from '#shared/rejects/dictionary';
import { nextStepOf } from '#shared/rejects/nextStep';
import type { InboxItem, OperationView } from './api';
import { adviceOn, fieldsInConflict } from './inboxAdvice';
import type { Outcome } from './ledger';

/** Fields named one by one before the rest is counted. */
const FIELDS_SHOWN = 3;

/** What an item is made with besides its operation. */
export interface InboxWorld {
  readonly dictionary: RejectDictionary;
  readonly deskName: string | null;
  /** What waits behind an operation. */
  waitingBehind(opId: string): readonly OperationView[];
  /** The legal deadline that runs for an operation. */
  deadlineOf(operation: Operation): Deadline | null;
  /** Who returned an operation at the re-check, by name, and why. */
  reviewOf(opId: string): { readonly reviewer: string; readonly reason: string };
}

/** The item for the clerk, or null where nothing is to be done. */
export function inboxItemOf(operation: OperationView, outcome: Outcome, world: InboxWorld): InboxItem | null {
  const failed = outcome === 'refused' || outcome === 'conflict' || outcome === 'quarantined';
  if (!failed && outcome !== 'returned') return null;
  const advice = adviceOn(operation.verdict, world.dictionary);
  return {
    kind: outcome,
    operation,
    text: `${subjectOf(operation)}${outcome === 'returned' ? returned(world.reviewOf(operation.operation.opId)) : happened(operation.verdict)}`,
    kinds: operation.verdict ? kindsOf(operation.verdict).map(({ label }) => label) : [],
    advice,
    fields: fieldsInConflict(operation, world.deskName),
    waiting: world.waitingBehind(operation.operation.opId),
    deadline: world.deadlineOf(operation.operation),
    next: nextStepOf(advice[0]?.code ?? null),
  };
}

const subjectOf = ({ who, matterLabel, operation }: OperationView): string =>
  `${who}的${matterLabel}（${operation.day} 办理）`;

/** Never sent, so that nothing has to be undone anywhere. */
const returned = ({ reviewer, reason }: { reviewer: string; reason: string }): string =>
  `被复核退回，没有上传。复核人${reviewer}写：${stop(reason)}请按意见改后重办，重办的还要再复核；不办了的放弃本次操作。`;

/** What happened and what to do now. */
function happened(verdict: Verdict | null): string {
  switch (verdict?.outcome) {
    case 'refused': {
      const reason = verdict.reasons.find(({ severity }) => severity === 'refuse') ?? verdict.reasons[0];
      const law = reason ? `${stop(reason.text)}依据《${reason.documentTitle}》${reason.article}。` : '';
      return `平台不予受理：${law}请向本人说明；情况有误的核实后改后重办，确实不能办的放弃本次操作。`;
    }
    case 'conflict': {
      const shown = verdict.fields.slice(0, FIELDS_SHOWN).map(({ subject, field, desk, platform }) => {
        const { kind } = subject;
        return `${fieldLabel(kind, field)}平台现为“${fieldText(kind, field, platform)}”，本次办理为“${fieldText(kind, field, desk)}”`;
      });
      const more = verdict.fields.length > FIELDS_SHOWN ? `等 ${verdict.fields.length} 项` : '';
      const authors = new Set(verdict.fields.map((field) => field.changedBy ?? verdict.changedBy ?? ''));
      const named = [...authors].filter((author) => author !== '').map(authorText);
      const by = named.length === 0 ? '' : `由${named.join('、')}改动。`;
      // The platform's own text repeats the fields; it is only needed where there are none.
      const what = shown.length === 0 ? stop(verdict.text) : `${shown.join('；')}${more}。`;
      return `与平台现有资料有冲突：${what}${by}请核对以哪一个为准，再改后重办或放弃本次操作。`;
    }
    case 'invalid':
    case 'id-reused':
      return `平台处理不了，已搁置：${stop(verdict.text)}内容原样保留，没有丢失。请改后重办，或放弃并联系技术人员。`;
    default:
      return '多次上传都没有被平台接收，已搁置，其他业务照常上传。内容原样保留，没有丢失。请改后重办，或联系技术人员。';
  }
}

const stop = (text: string): string => (/[。！？!?]$/.test(text) ? text : `${text}。`);
