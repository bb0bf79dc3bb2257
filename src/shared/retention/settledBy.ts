import type { JournalEntry } from '../domain/journalEntry';

/** Ms of the platform's clock; null where a text is no time. */
export const moment = (text: string): number | null => {
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : at;
};

/**
 * For each entry of a journal, in its order, a moment of the platform's clock at which it certainly had been written, ms; null where
 * nothing that came later tells. The device's clock, which anybody can set, plays no part.
 *
 * Every entry bears the platform's time as last heard. Another time in a later entry was heard after the earlier one was written; and a
 * verdict on an operation that was accepted later is later too. `decidedAt`: when the platform decided the operation of an entry.
 */
export function writtenBy(
  entries: readonly JournalEntry[],
  decidedAt: (entry: JournalEntry) => number | null,
): (number | null)[] {
  const by = new Array<number | null>(entries.length).fill(null);
  /** Of the entry that came next: its platform's time, and the first other time behind it. */
  let heard: string | null = null;
  let other: string | null = null;
  let decided: number | null = null;
  for (let i = entries.length - 1; i >= 0; i--) {
    const entry = entries[i];
    if (entry === undefined) continue;
    const { platform } = entry.at;
    const later = heard !== platform ? heard : other;
    const said = later === null ? null : moment(later);
    // A platform whose own clock went back counts by what it said first.
    by[i] = earliest(said === null ? null : Math.max(said, moment(platform ?? '') ?? said), decided);
    if (platform !== null && platform !== heard) {
      other = heard;
      heard = platform;
    }
    decided = earliest(decided, decidedAt(entry));
  }
  return by;
}

const earliest = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.min(a, b);
