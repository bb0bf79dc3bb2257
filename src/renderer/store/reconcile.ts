import { CHAIN_START, hasOwnHash, isNote, type JournalEntry } from '#shared/domain/journalEntry';
import type { Trouble } from '#shared/host';
import type { Desktop } from '../desktop';
import type { JournalStore } from './journalStore';
import { letGo } from './letGo';

/** The journal as the window works with it after both copies were compared, and what had to be mended. */
export interface Reconciled {
  readonly entries: JournalEntry[];
  readonly findings: Trouble[];
  /** The window's store could not be written: it lacks some of the entries. */
  readonly isBehind: boolean;
}

/** Entries asked for or given back in one call. */
const PAGE = 500;

/**
 * Compares the journal file with the window's store at start and mends whichever lags. The file is the commit: where
 * the two disagree about one number the file's entry is used, and the store's is kept aside and reported. Operations of which
 * the file has no more than their place get their bodies back.
 */
export async function reconcile(desktop: Desktop, store: JournalStore): Promise<Reconciled> {
  const findings: Trouble[] = [];
  const head = await desktop.call('journal/head', {});
  if (head.finding) findings.push(head.finding);
  const content = await store.read();
  const ours = await letGo(desktop, store, soundPrefix(content.entries), head.purged ?? 0);
  const bodies = ours.filter(
    ({ seq, content }) => (content.type === 'operation' || isNote(content)) && head.lost?.includes(seq),
  );
  const kept = await giveBack(desktop, bodies);
  if (kept) findings.push(kept);
  const last = ours.at(-1);

  if (ours.length === head.seq && content.damaged === 0 && (last?.hash ?? CHAIN_START) === head.hash) {
    return { entries: ours, findings, isBehind: false };
  }

  // Where the store continues the file, the file gets back what it lost.
  const atHead = head.seq === 0 ? CHAIN_START : ours[head.seq - 1]?.hash;
  if (ours.length > head.seq && atHead === head.hash) {
    const trouble = await giveBack(desktop, ours.slice(head.seq));
    findings.push(
      trouble ?? {
        code: 'JOURNAL_FILE_RESTORED',
        text: `流水账文件缺少最后 ${ours.length - head.seq} 笔，已用本机数据库中的记录补全，不需要重新录入。`,
      },
    );
    return { entries: ours, findings, isBehind: false };
  }

  const shared = await sharedLength(desktop, ours, head.seq);
  const fromFile = await readFrom(desktop, shared, head.seq);
  const others = content.entries.filter(
    (entry) => entry.seq > shared && fromFile[entry.seq - shared - 1]?.hash !== entry.hash,
  );
  const entries = [...ours.slice(0, shared), ...fromFile];
  if (others.length > 0) {
    findings.push({
      code: 'JOURNAL_FORKED',
      text: `本机数据库与流水账文件从第 ${shared + 1} 笔起不一致（可能恢复过备份或复制过本机数据）。现以流水账文件为准；不一致的 ${others.length} 笔已另存，没有删除。请核对这些业务并联系技术人员。`,
    });
  } else if (fromFile.length > 0) {
    findings.push({
      code: 'STORE_RESTORED',
      text: `本机数据库缺少 ${fromFile.length} 笔业务，已从流水账文件恢复，不需要重新录入。`,
    });
  }
  const written = await store.replaceBranch(fromFile, others).then(
    () => true,
    () => false,
  );
  if (!written) {
    findings.push({
      code: 'STORE_UNWRITTEN',
      text: '本机数据库暂时写不进去（可能磁盘已满）。业务都在流水账文件中，可以继续办理；请清理磁盘空间，之后自动补全。',
    });
  }
  return { entries, findings, isBehind: !written };
}

/** The longest run from entry 1 whose numbers, links and hashes are right. */
function soundPrefix(entries: readonly JournalEntry[]): JournalEntry[] {
  const sound: JournalEntry[] = [];
  let previous = CHAIN_START;
  for (const entry of entries) {
    const fits = entry.seq === sound.length + 1 && entry.prevHash === previous && hasOwnHash(entry);
    if (!fits) break;
    sound.push(entry);
    previous = entry.hash;
  }
  return sound;
}

/** How many of our first entries the file has too. Hashes are chained, so one equal entry means all before it are equal. */
async function sharedLength(
  desktop: Desktop,
  ours: readonly JournalEntry[],
  fileSeq: number,
): Promise<number> {
  let low = 0;
  let high = Math.min(ours.length, fileSeq);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const { entries } = await desktop.call('journal/read', { after: middle - 1, limit: 1 });
    if (entries[0]?.hash === ours[middle - 1]?.hash) low = middle;
    else high = middle - 1;
  }
  return low;
}

async function readFrom(desktop: Desktop, after: number, until: number): Promise<JournalEntry[]> {
  const read: JournalEntry[] = [];
  while (after + read.length < until) {
    const { entries } = await desktop.call('journal/read', { after: after + read.length, limit: PAGE });
    if (entries.length === 0) break;
    read.push(...entries);
  }
  return read;
}

async function giveBack(desktop: Desktop, entries: readonly JournalEntry[]): Promise<Trouble | null> {
  for (let at = 0; at < entries.length; at += PAGE) {
    const given = await desktop.call('journal/restore', { entries: entries.slice(at, at + PAGE) });
    if (!given.ok) return given.error;
  }
  return null;
}
