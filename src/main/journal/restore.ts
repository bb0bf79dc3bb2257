import { CHAIN_START, type JournalEntry } from '#shared/domain/journalEntry';
import type { Trouble } from '#shared/host';
import { err, ok, type Result } from '#shared/result';
import { hasBodyOf, parseEntry } from './chain';

const refuse = (code: string, text: string): Result<never, Trouble> => err({ code, text });

const forked = (seq: number): Result<never, Trouble> =>
  refuse(
    'FORKED',
    `窗口里的第 ${seq} 笔与流水账文件里的不是同一笔，可能是恢复了旧备份或复制了别的电脑的资料。两边都原样保留，什么都没有写入；请联系管理员核对。`,
  );

/**
 * Which of the given entries the journal lacks and may take: those that fill a gap or continue the chain, each fitting
 * both neighbours, and the bodies of tombstones. Entries it has already are passed over; one that differs from what it has makes the whole list refused.
 */
export function planRestore(
  have: readonly JournalEntry[],
  given: readonly JournalEntry[],
): Result<JournalEntry[], Trouble> {
  const bySeq = new Map(have.map((entry) => [entry.seq, entry]));
  const opIds = new Map(have.flatMap((entry) => operationIds(entry)));
  const missing: JournalEntry[] = [];
  for (const unparsed of [...given].sort((a, b) => a.seq - b.seq)) {
    const entry = parseEntry(unparsed);
    if (entry === null) {
      return refuse(
        'RESTORE_DAMAGED',
        `窗口里的第 ${unparsed.seq} 笔内容已损坏，没有写回流水账。请联系管理员核对。`,
      );
    }
    const known = bySeq.get(entry.seq);
    if (known !== undefined) {
      if (known.hash !== entry.hash) return forked(entry.seq);
      if (hasBodyOf(known, entry) && operationIds(entry).every(([opId]) => !opIds.has(opId)))
        missing.push(entry);
      continue;
    }
    const before = bySeq.get(entry.seq - 1);
    if (entry.seq > 1 && before === undefined) {
      return refuse(
        'RESTORE_GAP',
        `流水账缺第 ${entry.seq - 1} 笔，第 ${entry.seq} 笔接不上，什么都没有写入。请联系管理员核对。`,
      );
    }
    const after = bySeq.get(entry.seq + 1);
    const fits =
      entry.prevHash === (before?.hash ?? CHAIN_START) &&
      (after === undefined || after.prevHash === entry.hash);
    const sameOp = operationIds(entry).some(([opId]) => opIds.has(opId));
    if (!fits || sameOp) return forked(entry.seq);
    bySeq.set(entry.seq, entry);
    for (const [opId, seq] of operationIds(entry)) opIds.set(opId, seq);
    missing.push(entry);
  }
  return ok(missing);
}

const operationIds = (entry: JournalEntry): [string, number][] =>
  entry.content.type === 'operation' ? [[entry.content.operation.opId, entry.seq]] : [];
