import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { chainOf } from '#fixtures/standInJournal';
import { plainCodec } from '#shared/codec';
import type { JournalEntry } from '#shared/domain/journalEntry';
import { JournalDatabase } from './databases';
import { type JournalStore, journalStoreOver } from './journalStore';
import { secondCopyOf } from './secondCopy';

const CHAIN = chainOf(5);
let database: JournalDatabase;
let store: JournalStore;

beforeEach(() => {
  database = new JournalDatabase();
  store = journalStoreOver(database, plainCodec);
});
afterEach(async () => {
  database.close();
  await Dexie.delete('canbao-journal');
});

/** What is in the store by its own word, behind the program's back. */
async function stored(): Promise<readonly JournalEntry[]> {
  const other = new JournalDatabase();
  const { entries } = await journalStoreOver(other, plainCodec).read();
  other.close();
  return entries;
}
/** A copy whose window knows the first entries already and hears of the others. */
function following(known: number, over: JournalStore, isBehind = false) {
  const entries = CHAIN.slice(0, known);
  const copy = secondCopyOf(over, () => entries, isBehind);
  const grow = (): void => {
    const entry = CHAIN[entries.length];
    if (entry === undefined) throw new Error('the chain is at its end');
    entries.push(entry);
    copy.follow(entry);
  };
  return { copy, grow };
}

describe('the window’s copy of the journal', () => {
  test('[ST65] what the disk did not take is written once it takes it again, without a restart', async () => {
    let isFull = true;
    const { copy, grow } = following(0, {
      ...store,
      putEntries: (entries) =>
        isFull ? Promise.reject(new Error('QuotaExceededError')) : store.putEntries(entries),
    });
    for (let i = 0; i < 3; i++) grow();
    copy.mend();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await stored()).toEqual([]);
    isFull = false;
    await vi.waitFor(async () => {
      copy.mend();
      expect(await stored()).toEqual(CHAIN.slice(0, 3));
    });
    grow();
    await vi.waitFor(async () => expect(await stored()).toEqual(CHAIN.slice(0, 4)));
  });

  test('[ST65] a start that could not write the store is made up for while the window is open', async () => {
    const { copy } = following(5, store, true);
    copy.mend();
    await vi.waitFor(async () => expect(await stored()).toEqual(CHAIN));
  });

  test('[ST66] a store that the browser threw away under the open window is filled again', async () => {
    const { copy, grow } = following(0, store);
    for (let i = 0; i < 4; i++) grow();
    await vi.waitFor(async () => expect(await stored()).toHaveLength(4));
    // As Chromium does when it finds its files damaged: the connection ends, and the next one finds a new database.
    database.close({ disableAutoOpen: false });
    await Dexie.delete('canbao-journal');
    grow();
    await vi.waitFor(async () => {
      copy.mend();
      expect(await stored()).toEqual(CHAIN);
    });
  });

  test('[ST66] a connection that is dead without a word is replaced', async () => {
    const { copy, grow } = following(0, store);
    grow();
    await vi.waitFor(async () => expect(await stored()).toHaveLength(1));
    database.backendDB()?.close();
    grow();
    await vi.waitFor(async () => {
      copy.mend();
      expect(await stored()).toEqual(CHAIN.slice(0, 2));
    });
  });

  test('[ST61] a store that this window let go for another one is not opened again', async () => {
    const { copy, grow } = following(0, store);
    grow();
    await vi.waitFor(async () => expect(await stored()).toHaveLength(1));
    database.close();
    await Dexie.delete('canbao-journal');
    grow();
    copy.mend();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(database.isOpen()).toBe(false);
    expect(await Dexie.exists('canbao-journal')).toBe(false);
  });

  test('[ST65] where nothing is missing nothing is read', async () => {
    const numbers = vi.fn(() => store.entryNumbers());
    const { copy, grow } = following(0, { ...store, entryNumbers: numbers });
    grow();
    await vi.waitFor(async () => expect(await stored()).toHaveLength(1));
    copy.mend();
    expect(numbers).not.toHaveBeenCalled();
  });
});
