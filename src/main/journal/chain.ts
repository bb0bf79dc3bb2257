import { CHAIN_START, hasOwnHash, isNote, isPurged, JournalEntry } from '#shared/domain/journalEntry';
import { bodyHashOf } from '#shared/domain/operation';

/** A run of entry numbers that the file no longer holds. */
export interface Gap {
  readonly from: number;
  readonly to: number;
}

export interface Verified {
  /** In order of `seq`, each once. */
  readonly entries: readonly JournalEntry[];
  readonly gaps: readonly Gap[];
  /** Numbers whose entry does not fit the one before it, or was found twice with different content. */
  readonly broken: readonly number[];
}

/** Is the entry what its own hash says, and its body what the body hash says? */
export const isIntact = (entry: JournalEntry): boolean =>
  hasOwnHash(entry) &&
  (entry.content.type !== 'operation' ||
    bodyHashOf(entry.content.operation) === entry.content.operation.bodyHash);

/** The operation, or the desk's own note, that a tombstone stands for. What was let go of on purpose takes no body back. */
export const hasBodyOf = (known: JournalEntry, entry: JournalEntry): boolean =>
  known.content.type === 'tombstone' &&
  !isPurged(known) &&
  (entry.content.type === 'operation' || isNote(entry.content)) &&
  known.hash === entry.hash;

export const parseEntry = (value: unknown): JournalEntry | null => {
  const parsed = JournalEntry.safeParse(value);
  return parsed.success && isIntact(parsed.data) ? parsed.data : null;
};

/**
 * Brings entries into order and checks the chain. Entries may lie in the file in any order (one that was given back later
 * stands behind its successors) and more than once; the first of two that differ stays, and a body takes the place of its
 * tombstone.
 */
export function verify(found: readonly JournalEntry[]): Verified {
  const bySeq = new Map<number, JournalEntry>();
  const broken = new Set<number>();
  for (const entry of found) {
    const known = bySeq.get(entry.seq);
    if (known === undefined || hasBodyOf(known, entry)) bySeq.set(entry.seq, entry);
    else if (known.hash !== entry.hash) broken.add(entry.seq);
  }
  const entries = [...bySeq.values()].sort((a, b) => a.seq - b.seq);
  const gaps: Gap[] = [];
  let seq = 0;
  let hash = CHAIN_START;
  for (const entry of entries) {
    if (entry.seq !== seq + 1) gaps.push({ from: seq + 1, to: entry.seq - 1 });
    else if (entry.prevHash !== hash) broken.add(entry.seq);
    seq = entry.seq;
    hash = entry.hash;
  }
  return { entries, gaps, broken: [...broken].sort((a, b) => a - b) };
}
