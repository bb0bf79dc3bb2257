import type { JournalEntry } from '#shared/domain/journalEntry';
import type { Trouble } from '#shared/host';
import type { Journal } from '../journal/journal';
import type { AuditWriter } from './auditLog';

/** What the audit log knows of the journal. */
interface Known {
  lastAccepted(): string | null;
}

/** The journal ends before an operation that the audit log saw accepted: its tail was cut, or an older copy put in its place. */
export function journalCut(known: Known, entries: readonly JournalEntry[]): Trouble | null {
  const opId = known.lastAccepted();
  if (opId === null || entries.some(({ content }) => isAbout(content, opId))) return null;
  return {
    code: 'JOURNAL_CUT',
    text: '审计日志里记着已受理的业务，流水账里却没有了，可能是流水账被截去，或恢复了旧备份。其余业务完好；联网后从平台取回平台已收到的，没有上传的请对照纸质单据核对，并告知主管。',
  };
}

/** Binds the journal as it was opened into the audit log, and every operation that is accepted from now on; gives what is wrong with it. */
export async function meetJournal(
  audit: AuditWriter & Known,
  journal: Pick<Journal, 'all' | 'head' | 'onAppended'>,
): Promise<Trouble[]> {
  const cut = journalCut(audit, journal.all());
  const { seq, hash, finding } = journal.head();
  if (cut !== null) await audit.note({ act: 'finding', code: cut.code });
  void audit.note({ act: 'journal', seq, hash, code: finding?.code ?? null });
  journal.onAppended((entries, restored) => {
    if (restored) return;
    for (const { content } of entries)
      if (content.type === 'operation')
        void audit.note({ act: 'accepted', opId: content.operation.opId }, content.operation.clerk);
  });
  return cut === null ? [] : [cut];
}

const isAbout = (content: JournalEntry['content'], opId: string): boolean =>
  content.type === 'operation'
    ? content.operation.opId === opId
    : content.type === 'tombstone' && content.opId === opId;
