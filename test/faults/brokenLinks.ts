import { CHAIN_START, hasOwnHash, type JournalEntry } from '#shared/domain/journalEntry';

/** Entries whose number, link or own hash is wrong; 0: the chain verifies from its first entry to its last. */
export const brokenLinks = (entries: readonly JournalEntry[]): number =>
  entries.filter((entry, i) => {
    const before = entries[i - 1]?.hash ?? CHAIN_START;
    return entry.seq !== i + 1 || entry.prevHash !== before || !hasOwnHash(entry);
  }).length;
