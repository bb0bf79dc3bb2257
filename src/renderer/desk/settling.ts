import { type Choices, settlementOf } from '#shared/conflicts/sides';
import type { OperationDelivery, Trouble } from '#shared/host';
import { err, ok, type Result } from '#shared/result';
import type { AcceptedReceipt, MatterDraft, OperationView, SettledAs, SettledConflict } from './api';
import { fieldsInConflict } from './inboxAdvice';
import { outcomeOf, type Standing } from './ledger';
import type { DeskCore } from './startDesk';

/** What settling a conflict uses of the desk's other services. */
export interface SettlingHands {
  readonly core: DeskCore;
  accept(draft: MatterDraft): Promise<Result<AcceptedReceipt, Trouble>>;
  redo(opId: string): MatterDraft | null;
  drop(reason: string): Promise<Result<void, Trouble>>;
}

const MOST_REASON = 500;

/** Settles a conflict by the clerk's choices: the new operation carries the reason and supersedes the old one (CN7). */
export async function settleConflict(
  hands: SettlingHands,
  opId: string,
  choices: Choices,
  reason: string,
): Promise<Result<SettledAs, Trouble>> {
  const { core } = hands;
  const standing = core.standings().find(({ operation }) => operation.opId === opId);
  if (!standing || outcomeOf(standing) !== 'conflict')
    return err({ code: 'NOT_IN_CONFLICT', text: '这一笔已经不在冲突中，什么都没有改变。请看“同步”页。' });
  const why = reason.trim();
  if (why === '') return err({ code: 'REASON', text: '请写明为什么这样选，再保存。' });
  const fields = fieldsInConflict(standing, core.snapshot().desk?.deviceName ?? null);
  const settlement = settlementOf(standing.operation, fields, choices);
  if (settlement.kind === 'open')
    return err({ code: 'CHOICES', text: `还没有选以哪一边为准：${settlement.missing.join('、')}。` });
  if (settlement.kind === 'give-up') {
    const dropped = await hands.drop(why);
    return dropped.ok ? ok({ kind: 'given-up' }) : dropped;
  }
  const draft = hands.redo(opId);
  if (!draft)
    return err({
      code: 'UNREADABLE',
      text: '这一笔是别的版本办理的，不能按项处理。请放弃它，另开表单重新办理。',
    });
  const accepted = await hands.accept({
    ...draft,
    fields: { ...draft.fields, ...settlement.fields },
    warnReason: why.slice(0, MOST_REASON),
  });
  return accepted.ok ? ok({ kind: 'again', receiptNo: accepted.value.receiptNo }) : accepted;
}

/** Nothing of it has left this machine, as far as the deliverer has said: only then can it be taken back (SY18). */
export const neverLeft = ({ attempts, unsent }: OperationDelivery): boolean =>
  attempts === 0 || unsent === true;

/** It stands in the place of a failed one and was never sent. */
export const isUndoable = ({ operation, delivery, stateLabel }: OperationView): boolean =>
  operation.supersedes !== null &&
  (stateLabel === '待上传' || stateLabel === '等待前一笔') &&
  (delivery === null || neverLeft(delivery));

/** What waits behind each failed operation, in order. */
export function heldBehind(views: readonly OperationView[]): Map<string, OperationView[]> {
  const held = new Map<string, OperationView[]>();
  for (const view of views) {
    const by = view.delivery?.heldBy ?? null;
    if (by !== null) held.set(by, [...(held.get(by) ?? []), view]);
  }
  return held;
}

/** Conflicts the clerk has dealt with, the last first. */
export function settledConflictsOf(
  standings: readonly Standing[],
  views: readonly OperationView[],
  deskName: string | null,
): SettledConflict[] {
  const by = new Map<string, OperationView>();
  standings.forEach(({ operation, withdrawal }, at) => {
    const view = views[at];
    if (view && operation.supersedes !== null && withdrawal === null) by.set(operation.supersedes, view);
  });
  return standings
    .flatMap((standing, at): SettledConflict[] => {
      const operation = views[at];
      const isSettled = standing.verdict?.outcome === 'conflict' && outcomeOf(standing) === 'resolved';
      if (!operation || !isSettled) return [];
      const instead = by.get(standing.operation.opId) ?? null;
      const reason = standing.resolution?.reason ?? instead?.operation.forecast.warnReason ?? '';
      return [{ operation, fields: fieldsInConflict(operation, deskName), by: instead, reason }];
    })
    .toReversed();
}
