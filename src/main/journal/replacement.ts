import type { JournalEntry } from '#shared/domain/journalEntry';
import type { OpId } from '#shared/domain/operation';
import type { Trouble } from '#shared/host';

/**
 * Why an operation cannot be done again (改后重办, JR17) just now: it was already, or what becomes of it is open; null where
 * nothing is in the way. `undecided` is delivery's word.
 */
export function replacementTrouble(
  target: JournalEntry | undefined,
  replacement: JournalEntry | undefined,
  undecided: (opId: OpId) => boolean,
): Trouble | null {
  if (target?.content.type !== 'operation') return null;
  if (replacement !== undefined) {
    return {
      code: 'ALREADY_REPLACED',
      text: `第 ${target.seq} 笔已经改后重办为第 ${replacement.seq} 笔，这一笔没有保存。请在“同步”页查看第 ${replacement.seq} 笔。`,
    };
  }
  if (!undecided(target.content.operation.opId)) return null;
  return {
    code: 'NOT_FAILED',
    text: `第 ${target.seq} 笔已重新上传，还没有平台的答复，这一笔没有保存，表单内容还在。请等平台答复后再办。`,
  };
}
