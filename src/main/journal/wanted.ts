import type { EntryContent, Evidence, JournalEntry } from '#shared/domain/journalEntry';
import type { OperationDraft, OpId } from '#shared/domain/operation';
import { type EvidenceRef, roomTrouble } from '#shared/evidence/evidence';
import type { Trouble } from '#shared/host';
import { err, ok, type Result } from '#shared/result';
import type { JournalIndex } from './journalIndex';
import type { AcceptanceGate, DeliveryWord, Settle } from './neighbours';
import type { ReviewRule } from './rechecks';
import { replacementTrouble } from './replacement';

/** What is to be written together, or the entries that are there already. */
export type Wanted =
  | { readonly write: readonly EntryContent[] }
  | { readonly there: readonly JournalEntry[] };

const trouble = (code: string, text: string): Result<never, Trouble> => err({ code, text });

/** Said where something is to be closed before delivery has started. */
export const NO_DELIVERY = trouble('NOT_READY', '上传服务还没有启动，现在不能撤回或处理。请稍后再试。');

/** The journal as a draft finds it. */
export interface JournalNow {
  readonly index: JournalIndex;
  readonly word: DeliveryWord | null;
  readonly gate: AcceptanceGate;
  /** Which of the drafts a second clerk has to re-check; null: none. */
  readonly review: ReviewRule | null;
  readonly device: string;
  /** Number of the last entry. */
  readonly last: number;
}

/** What drafts ask to be written together, in view of what is there; the same again asks for nothing. */
export function wantedByDrafts(
  drafts: readonly OperationDraft[],
  { index, word, gate, review, device, last }: JournalNow,
  pictures: readonly EvidenceRef[] = [],
): Result<Wanted, Trouble> {
  const there = drafts.flatMap(({ opId }) => index.operation(opId) ?? []);
  const other = there.find(({ content }, i) => {
    const hash = drafts[i]?.bodyHash;
    return content.type !== 'operation' || content.operation.bodyHash !== hash;
  });
  if (other !== undefined || (there.length > 0 && there.length < drafts.length)) {
    return trouble(
      'OP_ID_REUSED',
      `这张表单先前已保存为第 ${(other ?? there[0])?.seq} 笔，内容不同，不能再存一次。请在“同步”页查看那一笔，另开新表单办理。`,
    );
  }
  if (there.length > 0) return ok({ there });
  const not = word?.appendTrouble('operation') ?? gate(drafts);
  if (not !== null) return err(not);
  if (drafts.some(({ opId }) => index.isPurged(opId)))
    return trouble(
      'OP_ID_REUSED',
      '这张表单的业务早已办结，内容已按保存期限清除（留有校验值），不能再存一次。请另开新表单办理。',
    );
  if (drafts.some(({ opId }) => index.closing(opId) !== undefined))
    return trouble('OP_ID_REUSED', '这张表单的业务已经撤回，不能再存一次。请另开新表单办理。');
  for (const { supersedes } of drafts) {
    if (supersedes === null) continue;
    const [target, by] = [index.operation(supersedes), index.replacement(supersedes)];
    const taken = replacementTrouble(target, by, (opId) => word?.isUndecided(opId) ?? false);
    if (taken !== null) return err(taken);
  }
  const from = last + 1;
  const write = drafts.map(
    (draft, i): EntryContent => ({ type: 'operation', operation: { ...draft, device, seq: from + i } }),
  );
  const [draft] = drafts;
  const evidence = draft === undefined ? [] : evidenceOf(draft.opId, draft.clerk, pictures);
  return ok({ write: [...write, ...index.rechecks.callsFor(drafts, review), ...evidence] });
}

/** The entries for pictures of an operation, each once. */
const evidenceOf = (opId: string, clerk: string, pictures: readonly EvidenceRef[]): Evidence[] => [
  ...new Map(
    pictures.map((ref) => [
      `${ref.sha256} ${ref.material}`,
      { type: 'evidence' as const, opId, clerk, ...ref },
    ]),
  ).values(),
];

/** What pictures that come after their operation ask to be written; those it has already ask for nothing. */
export function wantedByPictures(
  { opId, clerk, pictures }: { opId: string; clerk: string; pictures: readonly EvidenceRef[] },
  index: JournalIndex,
  word: DeliveryWord | null,
): Result<Wanted, Trouble> {
  const target = index.operation(opId);
  if (target === undefined) return trouble('OP_UNKNOWN', '流水账里没有这一笔，图片没有附上。');
  if (index.closing(opId)?.content.type === 'withdrawal')
    return trouble('ALREADY_SETTLED', `第 ${target.seq} 笔已经撤回，不能再附图片。`);
  const fresh = evidenceOf(opId, clerk, pictures).filter((ref) => index.picture(opId, ref) === undefined);
  if (fresh.length === 0) return ok({ there: pictures.flatMap((ref) => index.picture(opId, ref) ?? []) });
  const full = roomTrouble(index.picturesOf(opId), fresh);
  if (full !== null) return trouble('EVIDENCE_FULL', full);
  const not = word?.appendTrouble('closing') ?? null;
  return not === null ? ok({ write: fresh }) : err(not);
}

/**
 * What ends a saga before it is whole asks to be written together: operations that take applied steps back, then what closes the
 * others. The same again asks for what of it is not there. `reserved`: as for each of the closings.
 */
export function wantedBySagaEnd(
  reversals: readonly OperationDraft[],
  settles: readonly Settle[],
  now: JournalNow,
): Result<Wanted & { readonly reserved: readonly OpId[] }, Trouble> {
  const write: EntryContent[] = [];
  const there: JournalEntry[] = [];
  const reserved: OpId[] = [];
  const take = (wanted: Wanted): void => {
    if ('write' in wanted) write.push(...wanted.write);
    else there.push(...wanted.there);
  };
  const operations = reversals.length === 0 ? ok({ there: [] }) : wantedByDrafts(reversals, now);
  if (!operations.ok) return operations;
  take(operations.value);
  for (const settle of settles) {
    const closing = now.word === null ? NO_DELIVERY : wantedBySettle(settle, now.index, now.word);
    if (!closing.ok) {
      for (const opId of reserved) now.word?.release(opId);
      return closing;
    }
    if (closing.value.reserved) reserved.push(settle.opId);
    take(closing.value);
  }
  return ok(write.length > 0 ? { write, reserved } : { there, reserved });
}

/**
 * What a withdrawal or a resolution asks to be written. `reserved`: delivery holds the operation back until this is on the
 * disk, or is released.
 */
export function wantedBySettle(
  settle: Settle,
  index: JournalIndex,
  word: DeliveryWord,
): Result<Wanted & { readonly reserved: boolean }, Trouble> {
  const { opId } = settle;
  const target = index.operation(opId);
  if (target === undefined) return trouble('OP_UNKNOWN', '流水账里没有这一笔，什么都没有改变。');
  const closing = index.closing(opId);
  if (closing !== undefined) {
    if (closing.content.type === settle.type) return ok({ there: [closing], reserved: false });
    return trouble('ALREADY_SETTLED', `第 ${target.seq} 笔已经处理过了，什么都没有改变。`);
  }
  const not = word.appendTrouble('closing');
  if (not !== null) return err(not);
  if (settle.type === 'resolution') {
    if (word.hasFailed(opId)) return ok({ write: [settle], reserved: false });
    return trouble('NOT_FAILED', `第 ${target.seq} 笔没有被平台退回，不需要处理。`);
  }
  if (word.reserveUnsent(opId)) return ok({ write: [settle], reserved: true });
  return trouble(
    'ALREADY_SENT',
    `第 ${target.seq} 笔已经上传过或装进过离线包，平台可能已经收到，不能撤回。平台答复后，请用新的一笔更正。`,
  );
}
