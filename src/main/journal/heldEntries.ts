import type { z } from 'zod';
import {
  CHAIN_START,
  type EntryContent,
  type EntryTime,
  entryHash,
  entryVersion,
  isPurged,
  JournalEntry,
} from '#shared/domain/journalEntry';
import type { JournalHead, Trouble } from '#shared/host';
import { ownChain } from '#shared/sync/chain';
import { JournalIndex } from './journalIndex';

/** The entries of the journal in memory, in order; where the file lost some, their numbers are missing. */
export class HeldEntries {
  readonly index = new JournalIndex();

  constructor(private entries: JournalEntry[]) {
    for (const entry of entries) this.index.add(entry);
  }

  all(): readonly JournalEntry[] {
    return this.entries;
  }

  last(): JournalEntry | undefined {
    return this.entries.at(-1);
  }

  count(): number {
    return this.entries.length;
  }

  /**
   * The last entry up to which nothing is missing. While the file lacks an entry in the middle, that is the one before the
   * gap, so that the window gives back what it still has; the entries behind the gap are read and delivered all the same.
   */
  head(finding: Trouble | null): z.infer<typeof JournalHead> {
    const gap = this.entries.findIndex((entry, i) => entry.seq !== i + 1);
    const last = gap < 0 ? this.last() : this.entries[gap - 1];
    const { lost } = ownChain(this.entries);
    const purged = this.entries.filter(isPurged).length;
    return {
      seq: last?.seq ?? 0,
      hash: last?.hash ?? CHAIN_START,
      finding,
      ...(lost.length === 0 ? {} : { lost: [...lost] }),
      ...(purged === 0 ? {} : { purged }),
    };
  }

  /** Entries after `seq`. */
  after(seq: number, limit: number): JournalEntry[] {
    let low = 0;
    let high = this.entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.entries[middle]?.seq ?? 0) <= seq) low = middle + 1;
      else high = middle;
    }
    return this.entries.slice(low, low + limit);
  }

  /** Makes the next entry of the chain, in view of the rest of its batch, so that a double in the batch is found. */
  stage(content: EntryContent, time: Omit<z.infer<typeof EntryTime>, 'counter'>): JournalEntry {
    const last = this.last();
    const bare = {
      v: entryVersion(content),
      seq: (last?.seq ?? 0) + 1,
      prevHash: last?.hash ?? CHAIN_START,
      at: { ...time, counter: (last?.at.counter ?? 0) + 1 },
      content,
    };
    const entry = JournalEntry.parse({ ...bare, hash: entryHash(bare) });
    this.entries.push(entry);
    this.index.add(entry);
    return entry;
  }

  /** Takes what was staged from a place on out of view; it is still found by its operation until it is forgotten. */
  hide(from: number): JournalEntry[] {
    return this.entries.splice(from);
  }

  /** What was hidden is on the disk. */
  show(hidden: readonly JournalEntry[]): void {
    this.entries.push(...hidden);
  }

  /** What was hidden never was. */
  forget(hidden: readonly JournalEntry[]): void {
    for (const entry of hidden) this.index.remove(entry);
  }

  /** Puts entries back into their places, over what stood there. */
  restore(restored: readonly JournalEntry[]): void {
    for (const entry of restored) this.index.add(entry);
    const back = new Set(restored.map(({ seq }) => seq));
    const kept = this.entries.filter(({ seq }) => !back.has(seq));
    this.entries = [...kept, ...restored].sort((a, b) => a.seq - b.seq);
  }
}
