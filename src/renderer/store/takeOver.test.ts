import 'fake-indexeddb/auto';
import { randomBytes } from 'node:crypto';
import Dexie from 'dexie';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { preparedSnapshot } from '#fixtures/standInDesktop';
import { generateTownship } from '#fixtures/township';
import { plainCodec } from '#shared/codec';
import { KeyRing } from '#shared/crypto/keyRing';
import { isSealed, sealedWith } from '#shared/crypto/sealed';
import { sealingCodec } from '#shared/crypto/sealingCodec';
import { swiftSuite } from '#shared/crypto/standard';
import type { Person } from '#shared/domain/person';
import { type PlatformRecord, recordKey } from '#shared/domain/record';
import {
  batchContext,
  draftContext,
  entryContext,
  handOverContext,
  paperContext,
  returnContext,
  verdictContext,
} from './contexts';
import { JournalDatabase, MirrorDatabase } from './databases';
import { type MirrorMeta, mirrorStoreOver, SEGMENT_RECORDS } from './mirrorStore';
import { segmentsBy } from './segmentCodec';
import { takeOver } from './takeOver';

const RECORDS = [...generateTownship({ persons: 1_200 })];
const PEOPLE = RECORDS.filter((record): record is Person => record.kind === 'person');
const NAME = PEOPLE[0]?.name ?? '';
const jurisdiction = { region: '220199', name: '青禾镇', prefixes: ['220199100'] };

const KEYS = new Map([1, 2].map((id) => [id, new Uint8Array(randomBytes(32))]));
const codecWith = (current: number) => {
  const ring = new KeyRing(current, new Map([...KEYS].map(([id, key]) => [id, Uint8Array.from(key)])));
  return sealingCodec(
    swiftSuite,
    () => ({ ring, inbox: null }),
    (length) => new Uint8Array(randomBytes(length)),
  );
};
const [first, second] = [codecWith(1), codecWith(2)];

/** Segments go the way of everything else; `segmentCodec.test.ts` has the browser’s own cipher. */
const take = (codec: typeof first, from: 'plain' | 'older') =>
  takeOver(journal, mirror, codec, segmentsBy(codec), from);

let journal: JournalDatabase;
let mirror: MirrorDatabase;

beforeEach(async () => {
  [journal, mirror] = [new JournalDatabase(), new MirrorDatabase()];
  await journal.open();
  await mirror.open();
});
afterEach(async () => {
  journal.close();
  mirror.close();
  await Dexie.delete('canbao-journal');
  await Dexie.delete('canbao-mirror');
});

/** A row of each table as a program without a vault writes it, and what it holds under which context. */
const HELD = (n: number) => {
  const value = { n, name: NAME };
  const row = (context: string) => ({ sealed: plainCodec.seal(value, context) });
  return {
    value,
    entries: { seq: n, opId: `op${n}`, ...row(entryContext(n)) },
    aside: { seq: n, ...row(entryContext(n)) },
    verdicts: { opId: `op${n}`, n, ...row(verdictContext(`op${n}`)) },
    drafts: { id: `d${n}`, ...row(draftContext(`d${n}`)) },
    papers: { opId: `op${n}`, ...row(paperContext(`op${n}`)) },
    handOvers: { opId: `op${n}`, ...row(handOverContext(`op${n}`)) },
    dispatches: { id: `b${n}`, ...row(batchContext(`b${n}`)) },
    dispatchReturns: { batchId: `b${n}`, at: n, ...row(returnContext(`b${n}`, n)) },
  };
};
async function fillJournal(rows: number): Promise<void> {
  for (let n = 1; n <= rows; n++) {
    const { value: _value, ...held } = HELD(n);
    for (const [table, row] of Object.entries(held)) await journal.table(table).put(row);
  }
}
const contextOf = (table: string, row: Record<string, unknown>): string =>
  ({
    entries: entryContext(Number(row.seq)),
    aside: entryContext(Number(row.seq)),
    verdicts: verdictContext(String(row.opId)),
    drafts: draftContext(String(row.id)),
    papers: paperContext(String(row.opId)),
    handOvers: handOverContext(String(row.opId)),
    dispatches: batchContext(String(row.id)),
    dispatchReturns: returnContext(String(row.batchId), Number(row.at)),
  })[table] ?? '';

/** Every sealed value on the disk. */
async function everything(): Promise<Uint8Array[]> {
  const tables = [...journal.tables, ...mirror.tables];
  const rows = await Promise.all(tables.map((table) => table.toArray() as Promise<{ sealed: Uint8Array }[]>));
  return rows.flat().map(({ sealed }) => sealed);
}
async function expectJournal(codec: typeof first, rows: number): Promise<void> {
  for (const table of journal.tables) {
    const held = (await table.toArray()) as ({ sealed: Uint8Array } & Record<string, unknown>)[];
    expect(held, table.name).toHaveLength(rows);
    for (const row of held)
      expect(codec.open(row.sealed, contextOf(table.name, row)), table.name).toMatchObject({ name: NAME });
  }
}

async function fillMirror(records: readonly PlatformRecord[] = RECORDS): Promise<MirrorMeta> {
  const store = mirrorStoreOver(mirror, plainCodec);
  const { manifest, texts } = preparedSnapshot(
    records,
    jurisdiction,
    { id: 's1', cursor: 'c1', asOf: '2026-11-20' },
    SEGMENT_RECORDS,
  );
  const staged = await store.staging.begin({ owner: 'desk', jurisdiction }, manifest);
  for (const [n, text] of texts.entries()) await store.staging.put(staged, n, text);
  const meta = await store.staging.flip(staged);
  if (meta === null) throw new Error('the snapshot did not serve');
  const [changed] = PEOPLE;
  if (changed === undefined) throw new Error('nobody');
  await store.putPage({ ...meta, cursor: 'c2' }, [
    { type: 'record', record: { ...changed, phone: '15400000077', version: changed.version + 1 } },
  ]);
  await store.putDeparted(PEOPLE.slice(0, 1));
  return meta;
}

test('[VS2] whatever a program without a vault left is sealed, holds what it held, and nothing plain is left', async () => {
  await fillJournal(230);
  await fillMirror();
  await take(first, 'plain');
  const all = await everything();
  expect(all.length).toBeGreaterThan(230 * 8);
  expect(all.every((bytes) => sealedWith(bytes)?.key === 1)).toBe(true);
  const text = Buffer.concat(all).toString('latin1');
  expect(text.includes(Buffer.from(NAME).toString('latin1'))).toBe(false);
  await expectJournal(first, 230);
  const store = mirrorStoreOver(mirror, first);
  const read = await store.read();
  if (read.state !== 'whole') throw new Error(read.state);
  expect(read.meta.cursor).toBe('c2');
  expect(read.records.size).toBe(RECORDS.length);
  expect(read.records.get(recordKey(PEOPLE[0] as Person))).toMatchObject({ phone: '15400000077' });
  expect(await store.readDeparted()).toEqual(PEOPLE.slice(0, 1));
});

test('[VS3] cut off after any transaction it goes on where it was, and nothing is lost', async () => {
  for (const cut of [0, 1, 4, 10, 22, 24, 25, 26, 27]) {
    await Promise.all([...journal.tables, ...mirror.tables].map((table) => table.clear()));
    await fillJournal(3);
    await fillMirror(RECORDS.slice(0, 60));
    let left = cut;
    const dying = {
      ...first,
      seal: (value: unknown, context: string) => {
        left -= 1;
        if (left < 0) throw new Dexie.AbortError('the power went');
        return first.seal(value, context);
      },
    };
    await expect(take(dying, 'plain')).rejects.toThrow('the power went');
    await take(first, 'plain');
    await expectJournal(first, 3);
    expect((await everything()).every(isSealed)).toBe(true);
    expect((await mirrorStoreOver(mirror, first).read()).state).toBe('whole');
  }
});

test('[VS3] what does not open stays as it is; of a mirror that does not, all goes but who left the jurisdiction', async () => {
  await fillJournal(2);
  await journal.drafts.put({ id: 'broken', sealed: Uint8Array.of(0x7b, 0xff, 0x01) });
  const { generation } = await fillMirror();
  await mirror.segments.put({ generation, n: 0, sealed: Uint8Array.of(1, 2, 3) });
  await take(first, 'plain');
  expect((await journal.drafts.get('broken'))?.sealed).toEqual(Uint8Array.of(0x7b, 0xff, 0x01));
  expect(await journal.drafts.count()).toBe(3);
  const store = mirrorStoreOver(mirror, first);
  expect(await store.read()).toEqual({ state: 'none' });
  expect(await mirror.segments.count()).toBe(0);
  expect(await store.readDeparted()).toEqual(PEOPLE.slice(0, 1));
});

test('[VS4] a plain value put there after the store was noted as sealed is not taken for a genuine one', async () => {
  await fillJournal(1);
  await take(first, 'plain');
  const planted = plainCodec.seal({ n: 9, name: '王建国' }, draftContext('d9'));
  await journal.drafts.put({ id: 'd9', sealed: planted });
  expect(() => first.open(planted, draftContext('d9'))).toThrow('plain');
  // A rotation seals anew what the keys open, and only that.
  await take(second, 'older');
  expect((await journal.drafts.get('d9'))?.sealed).toEqual(planted);
});

test('[VS5] after a rotation everything is sealed with the new key, the mirror without being fetched again', async () => {
  await fillJournal(3);
  await fillMirror();
  await take(first, 'plain');
  await take(second, 'older');
  expect((await everything()).every((bytes) => sealedWith(bytes)?.key === 2)).toBe(true);
  await expectJournal(second, 3);
  const read = await mirrorStoreOver(mirror, second).read();
  expect(read).toMatchObject({ state: 'whole', meta: { cursor: 'c2' } });
});
