import type { JournalEntry } from '../domain/journalEntry';
import type { OpId } from '../domain/operation';
import type { Item } from './item';

/** The last word on each operation that a second clerk was asked about, in the order of the journal. */
export function recheckWords(entries: readonly JournalEntry[]): Map<OpId, NonNullable<Item['recheck']>> {
  const words = new Map<OpId, NonNullable<Item['recheck']>>();
  for (const { content } of entries) {
    if (content.type === 'review-call' && !words.has(content.opId)) words.set(content.opId, 'called');
    if (content.type === 'review') words.set(content.opId, content.outcome);
  }
  return words;
}

/**
 * The item after a word on it. What was given back out of order never asks again about what was answered; the words of a
 * journal come in its order.
 */
export const withWord = (item: Item, word: NonNullable<Item['recheck']>): Item =>
  word === 'called' && item.recheck !== null ? item : { ...item, recheck: word };
