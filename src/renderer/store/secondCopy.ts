import type { JournalEntry } from '#shared/domain/journalEntry';
import type { JournalStore } from './journalStore';

/** The window's copy of the journal while the window is open: it follows the file, and is made whole again when it lags. */
export interface SecondCopy {
  /** This was committed in the file. Never waited for and never refused: the file is the commit. */
  follow(entry: JournalEntry): void;
  /** Where something may be missing, everything that is missing is written; where that fails again, the next call tries it. */
  mend(): void;
}

/**
 * A full disk leaves a store that refuses for a while, whose connection is dead, or that the browser threw away as damaged and
 * began anew. In each case the file has what is missing, so the copy is compared with what the window knows, not only appended to.
 */
export function secondCopyOf(
  store: JournalStore,
  entries: () => readonly JournalEntry[],
  isBehind: boolean,
): SecondCopy {
  let fresh: JournalEntry[] = [];
  /** Counts the reasons to believe that something is missing; `mendedTo` is how many of them are dealt with. */
  let doubts = isBehind ? 1 : 0;
  let mendedTo = 0;
  let writing: Promise<void> = Promise.resolve();
  store.onDropped(() => (doubts += 1));

  const inTurn = (write: () => Promise<void>): void => {
    writing = writing.then(write).catch(() => {
      doubts += 1;
      store.reconnect();
    });
  };

  return {
    follow(entry) {
      fresh.push(entry);
      inTurn(async () => {
        const batch = fresh;
        fresh = [];
        if (batch.length > 0) await store.putEntries(batch);
      });
    },
    mend() {
      if (doubts === mendedTo) return;
      inTurn(async () => {
        const asOf = doubts;
        const there = new Set(await store.entryNumbers());
        const missing = entries().filter(({ seq }) => !there.has(seq));
        if (missing.length > 0) await store.putEntries(missing);
        mendedTo = asOf;
      });
    },
  };
}
