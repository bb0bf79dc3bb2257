import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { QINGHE, type StandIn, standInDesktop } from '#fixtures/standInDesktop';
import { chainOf } from '#fixtures/standInJournal';
import { plainCodec } from '#shared/codec';
import { contentHashOf, type JournalEntry, opIdOf } from '#shared/domain/journalEntry';
import { desktopOver } from '../desktop';
import { JournalDatabase } from './databases';
import { type JournalStore, journalStoreOver } from './journalStore';
import { reconcile } from './reconcile';

let database: JournalDatabase;
let store: JournalStore;
let host: StandIn;

/** The file holds `file`, the window's store `ours`; gives what the clerk is told and what is worked with. */
const mended = async (file: JournalEntry[], ours: JournalEntry[]) => {
  host.entries = [...file];
  await store.putEntries(ours);
  const { entries, findings } = await reconcile(desktopOver(host.bridge), store);
  return { entries, codes: findings.map(({ code }) => code), stored: (await store.read()).entries };
};

beforeEach(() => {
  database = new JournalDatabase();
  store = journalStoreOver(database, plainCodec);
  host = standInDesktop(QINGHE);
});
afterEach(async () => {
  database.close();
  await Dexie.delete('canbao-journal');
});

test('[ST11] two equal copies are left alone and nothing is said', async () => {
  const chain = chainOf(3);
  expect(await mended([], [])).toEqual({ entries: [], codes: [], stored: [] });
  expect(await mended(chain, chain)).toEqual({ entries: chain, codes: [], stored: chain });
});

test('[ST12] a store that was deleted gets every entry back from the file', async () => {
  const chain = chainOf(1_203);
  const { entries, codes, stored } = await mended(chain, []);
  expect(entries).toEqual(chain);
  expect(stored).toEqual(chain);
  expect(codes).toEqual(['STORE_RESTORED']);
});

test('[ST13] a store that lags, at its end or in its middle, is filled from the file', async () => {
  const chain = chainOf(9);
  expect((await mended(chain, chain.slice(0, 4))).stored).toEqual(chain);
  await database.entries.delete(3);
  expect((await mended(chain, [])).stored).toEqual(chain);
});

test('[ST14] a file that lost its end gets it back from the store, and the clerk is told not to enter it again', async () => {
  const chain = chainOf(700);
  const { entries, codes } = await mended(chain.slice(0, 5), chain);
  expect(host.entries).toEqual(chain);
  expect(entries).toEqual(chain);
  expect(codes).toEqual(['JOURNAL_FILE_RESTORED']);
});

test('[ST15] a file that is gone altogether is filled from the store', async () => {
  const chain = chainOf(4);
  await mended([], chain);
  expect(host.entries).toEqual(chain);
});

test('[ST16] two branches: the file is worked with, the store’s other entries are kept aside and reported', async () => {
  const file = chainOf(6);
  const other = chainOf(8, 4);
  const { entries, codes, stored } = await mended(file, other);
  expect(entries).toEqual(file);
  expect(stored).toEqual(file);
  expect(codes).toEqual(['JOURNAL_FORKED']);
  expect((await database.aside.toArray()).map(({ seq }) => seq)).toEqual([4, 5, 6, 7, 8]);
});

test('[ST17] an entry of the store that was damaged is taken from the file again', async () => {
  const chain = chainOf(5);
  await store.putEntries(chain);
  await database.entries.put({ seq: 2, opId: 'x', sealed: new Uint8Array([123]) });
  const { stored, entries } = await mended(chain, []);
  expect(entries).toEqual(chain);
  expect(stored).toEqual(chain);
});

test('[ST18] a store that takes nothing does not stop the desk: the file is worked with and a sentence says so', async () => {
  host.entries = chainOf(2);
  const full: JournalStore = {
    ...store,
    replaceBranch: () => Promise.reject(new Error('QuotaExceededError')),
  };
  const { entries, findings } = await reconcile(desktopOver(host.bridge), full);
  expect(entries).toHaveLength(2);
  expect(findings.map(({ code }) => code)).toContain('STORE_UNWRITTEN');
});

test('[ST45] an operation of which the file has a tombstone only gets its body back from the store', async () => {
  const chain = chainOf(3);
  const file = chain.map(
    (entry): JournalEntry =>
      entry.seq === 2
        ? {
            ...entry,
            content: {
              type: 'tombstone',
              opId: opIdOf(entry.content),
              contentHash: contentHashOf(entry.content),
            },
          }
        : entry,
  );
  host.lost = [2];
  const { entries, codes } = await mended(file, chain);
  expect(entries).toEqual(chain);
  expect(codes).toEqual([]);
  expect(host.entries.slice(3)).toEqual([chain[1]]);
});

/** Entry 2 let go of, as the desktop tells it. */
const withoutSecond = (chain: readonly JournalEntry[]): JournalEntry[] =>
  chain.map((entry): JournalEntry => {
    if (entry.seq !== 2) return entry;
    const opId = opIdOf(entry.content);
    return {
      ...entry,
      content: { type: 'tombstone', opId, contentHash: contentHashOf(entry.content), purged: true },
    };
  });

test('[RE10] what the file has let go of leaves the window’s store with its verdict, its hand-over and its draft, and is not given back', async () => {
  const chain = chainOf(1_203);
  const file = withoutSecond(chain);
  const opId = opIdOf(chain[1]?.content ?? raise());
  const others = opIdOf(chain[2]?.content ?? raise());
  const verdictOn = (of: string, n: number) =>
    ({
      n,
      verdict: { opId: of, bodyHash: 'a'.repeat(64), at: 'x', outcome: 'invalid', text: '王建国' },
    }) as const;
  await store.putVerdicts([verdictOn(opId, 1), verdictOn(others, 2)]);
  await store.putHandOvers([{ opId }, { opId: others }]);
  await store.putDraft(opId, { name: '王建国' });
  const { entries, codes, stored } = await mended(file, chain);
  expect(entries).toEqual(file);
  expect(stored).toEqual(file);
  expect(codes).toEqual([]);
  expect(host.entries).toEqual(file);
  expect((await store.read()).verdicts.map(({ n }) => n)).toEqual([2]);
  expect(await store.readHandOvers()).toEqual([{ opId: others }]);
  expect(await store.readDrafts()).toEqual([]);
});

test('[RE10] a store that lost what it had gets the places back without the bodies', async () => {
  const file = withoutSecond(chainOf(5));
  expect((await mended(file, [])).stored).toEqual(file);
  expect((await mended(file, [])).codes).toEqual([]);
});

test('[RE10] a store that does not take it is worked without the body all the same, and asked again', async () => {
  const chain = chainOf(4);
  const file = withoutSecond(chain);
  host.entries = file;
  await store.putEntries(chain);
  const full: JournalStore = { ...store, letGo: () => Promise.reject(new Error('full')) };
  expect((await reconcile(desktopOver(host.bridge), full)).entries).toEqual(file);
  expect((await store.read()).entries).toEqual(chain);
  expect((await mended(file, [])).stored).toEqual(file);
});

const raise = (): never => {
  throw new Error('no entry');
};
