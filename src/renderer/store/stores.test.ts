import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { preparedSnapshot } from '#fixtures/standInDesktop';
import { generateTownship } from '#fixtures/township';
import { plainCodec } from '#shared/codec';
import { type PlatformRecord, recordKey } from '#shared/domain/record';
import type { Trouble } from '#shared/host';
import { campaignStoreOver } from './campaignStore';
import { JournalDatabase, MirrorDatabase } from './databases';
import { journalStoreOver } from './journalStore';
import { type MirrorMeta, type MirrorStore, mirrorStoreOver, SEGMENT_RECORDS } from './mirrorStore';
import { openDatabase } from './opening';

const RECORDS = [...generateTownship({ persons: 2_000 })];
const OF = {
  jurisdiction: { region: '220199', name: '青禾镇', prefixes: ['220199100'] },
  owner: 'desk',
  cursor: 'c1',
  asOf: '2026-11-20',
};

let database: MirrorDatabase;
let store: MirrorStore;

const { owner, jurisdiction, cursor, asOf } = OF;
const prepared = (records: readonly PlatformRecord[], id: string) =>
  preparedSnapshot(records, jurisdiction, { id, cursor, asOf }, SEGMENT_RECORDS);

/** Stages a whole snapshot and lets it serve. */
const fill = async (records: readonly PlatformRecord[] = RECORDS, id = 's1'): Promise<MirrorMeta> => {
  const { manifest, texts } = prepared(records, id);
  const staged = await store.staging.begin({ owner, jurisdiction }, manifest);
  for (const [n, text] of texts.entries()) expect(await store.staging.put(staged, n, text)).toBe(true);
  const meta = await store.staging.flip(staged);
  if (meta === null) throw new Error('the snapshot did not serve');
  return meta;
};
const content = async () => {
  const read = await store.read();
  if (read.state !== 'whole') throw new Error(`the mirror is ${read.state}`);
  return read;
};

beforeEach(async () => {
  database = new MirrorDatabase();
  await database.open();
  store = mirrorStoreOver(database, plainCodec);
});
afterEach(async () => {
  database.close();
  await Dexie.delete('canbao-mirror');
  await Dexie.delete('canbao-journal');
});

describe('the mirror on the disk', () => {
  test('[ST1] what was staged and flipped is read back whole, in few rows', async () => {
    await fill();
    const { records, meta } = await content();
    expect(records.size).toBe(RECORDS.length);
    expect([...records.values()]).toEqual(RECORDS);
    expect(meta.cursor).toBe('c1');
    expect(await database.segments.count()).toBe(Math.ceil(RECORDS.length / SEGMENT_RECORDS));
  });

  test('[ST2] [SY13] a generation that is staged and not flipped changes nothing, and the next flip clears it away', async () => {
    await fill();
    const { manifest, texts } = prepared(RECORDS.slice(0, 700), 's2');
    const cut = await store.staging.begin({ owner, jurisdiction }, manifest);
    await store.staging.put(cut, 0, texts[0] ?? '');
    expect(await store.staging.flip(cut)).toBeNull();
    expect((await content()).records.size).toBe(RECORDS.length);
    const meta = await fill();
    const rows = await database.segments.toArray();
    expect(rows.every(({ generation }) => generation === meta.generation)).toBe(true);
    expect(rows).toHaveLength(meta.digests.length);
  });

  test('[ST47] what is staged is there after a restart; another snapshot keeps the segments that are the same', async () => {
    const before = prepared(RECORDS, 's1');
    const staged = await store.staging.begin({ owner, jurisdiction }, before.manifest);
    for (const n of [0, 1, 2]) await store.staging.put(staged, n, before.texts[n] ?? '');
    store = mirrorStoreOver(database, plainCodec);
    const again = await store.staging.current();
    expect(again).toEqual(staged);
    if (again === null) throw new Error('nothing is staged');
    expect(await store.staging.read(again, 1)).toBe(before.texts[1]);
    const changed = RECORDS.map((record, at) => (at === 600 ? { ...record, version: 90 } : record));
    const next = await store.staging.begin({ owner, jurisdiction }, prepared(changed, 's2').manifest);
    expect(await store.staging.read(next, 0)).toBe(before.texts[0]);
    expect(await store.staging.read(next, 1)).toBeNull();
    expect(await store.staging.read(next, 2)).toBe(before.texts[2]);
    // Whoever still holds the first one writes nothing and lets nothing serve.
    expect(await store.staging.put(staged, 3, before.texts[3] ?? '')).toBe(false);
    expect(await store.staging.flip(staged)).toBeNull();
    const other = await store.staging.begin({ owner: 'another', jurisdiction }, before.manifest);
    expect(await store.staging.read(other, 0)).toBeNull();
    await store.staging.discard();
    expect([await store.staging.current(), await database.segments.count()]).toEqual([null, 0]);
  });

  test('[ST48] two windows that stage one snapshot have it once; the second to finish finds it serving', async () => {
    const { manifest, texts } = prepared(RECORDS, 's1');
    const one = await store.staging.begin({ owner, jurisdiction }, manifest);
    const other = await store.staging.begin({ owner, jurisdiction }, manifest);
    expect(other.generation).toBe(one.generation);
    for (const [n, text] of texts.entries())
      for (const window of [one, other]) expect(await store.staging.put(window, n, text)).toBe(true);
    expect(await store.staging.flip(one)).not.toBeNull();
    expect(await store.staging.flip(other)).toBeNull();
    expect((await content()).records.size).toBe(RECORDS.length);
  });

  test('[ST38] [ST39] a fold serves in the place of what it was made of, never of what another window has written since, and leaves what is staged', async () => {
    const meta = await fill();
    const { manifest, texts } = prepared(RECORDS, 's2');
    const staged = await store.staging.begin({ owner, jurisdiction }, manifest);
    const lines = RECORDS.map((record) => JSON.stringify(record));
    const folded = await store.fold(meta, lines);
    expect(folded?.generation).not.toBe(staged.generation);
    expect([...(await content()).records.values()]).toEqual(RECORDS);
    expect(await store.fold(meta, lines.slice(0, 3))).toBeNull();
    expect((await content()).records.size).toBe(RECORDS.length);
    for (const [n, text] of texts.entries()) await store.staging.put(staged, n, text);
    expect(await store.staging.flip(staged)).not.toBeNull();
  });

  test('[ST3] a page of the feed and its cursor are one; a row that is not newer changes nothing', async () => {
    const meta = await fill();
    const person = RECORDS.find((record) => record.kind === 'person');
    if (person?.kind !== 'person') throw new Error('no person');
    const next = { ...meta, cursor: 'c2' };
    await store.putPage(next, [
      { type: 'record', record: { ...person, version: person.version + 1, phone: '15400000001' } },
      { type: 'record', record: { ...person, version: person.version, phone: '15400000002' } },
    ]);
    const read = await content();
    expect(read.records.get(recordKey(person))).toMatchObject({ phone: '15400000001' });
    expect(read.meta.cursor).toBe('c2');
    expect(read.pageRows).toBe(2);
  });

  test('[ST4] a record that left goes; an older word about its leaving does not take it away', async () => {
    const meta = await fill();
    const [first, second] = RECORDS.filter((record) => record.kind === 'person');
    if (!first || !second) throw new Error('no persons');
    await store.putPage(meta, [
      { type: 'left', key: recordKey(first), version: first.version + 1 },
      { type: 'left', key: recordKey(second), version: second.version },
    ]);
    const { records } = await content();
    expect(records.has(recordKey(first))).toBe(false);
    expect(records.has(recordKey(second))).toBe(true);
  });

  test('[ST5] a changed byte, a missing segment or an unreadable page makes the mirror damaged, never half', async () => {
    const meta = await fill();
    const row = await database.segments.get([meta.generation, 1]);
    if (!row) throw new Error('no segment');
    const bent = row.sealed.slice();
    bent[100] = (bent[100] ?? 0) ^ 1;
    await database.segments.put({ ...row, sealed: bent });
    expect((await store.read()).state).toBe('damaged');
    await database.segments.put(row);
    expect((await store.read()).state).toBe('whole');
    await database.pages.add({ sealed: new Uint8Array([1, 2, 3]) });
    expect((await store.read()).state).toBe('damaged');
    await database.pages.clear();
    await database.segments.delete([meta.generation, 0]);
    expect((await store.read()).state).toBe('damaged');
  });

  test('[ST6] records of a program that knew another shape are checked again on reading', async () => {
    const meta = await fill();
    const older = { ...meta, shape: '0'.repeat(64) };
    await store.putPage(older, []);
    expect((await content()).records.size).toBe(RECORDS.length);
    const sealed = plainCodec.seal('{"kind":"person","id":"P1"}', `mirror/segment/${meta.generation}/0`);
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', sealed as Uint8Array<ArrayBuffer>));
    await database.segments.put({ generation: meta.generation, n: 0, sealed });
    await store.putPage(
      { ...older, digests: [Buffer.from(digest).toString('hex'), ...meta.digests.slice(1)] },
      [],
    );
    expect((await store.read()).state).toBe('damaged');
  });

  test('[ST7] no name, number or telephone stands outside the sealed bytes', async () => {
    const meta = await fill();
    await store.putPage(
      meta,
      RECORDS.slice(0, 50).map((record) => ({ type: 'record', record })),
    );
    const rows = [
      ...(await database.segments.toArray()),
      ...(await database.pages.toArray()),
      ...(await database.meta.toArray()),
    ];
    for (const row of rows) {
      const { sealed, ...rest } = row;
      expect(sealed.length).toBeGreaterThan(0);
      expect(Object.keys(rest).every((key) => ['generation', 'n', 'key'].includes(key))).toBe(true);
    }
  });
});

describe('opening', () => {
  test('[ST8] a database of a newer version is left as it is, with a sentence and no offer to delete it', async () => {
    database.close();
    await Dexie.delete('canbao-mirror');
    const newer = new Dexie('canbao-mirror');
    newer.version(2).stores({ segments: '[generation+n]', other: 'id' });
    await newer.table('other').put({ id: 1 });
    newer.close();
    const opened = await openDatabase(new MirrorDatabase(), '资料数据库');
    expect(opened).toMatchObject({ ok: false, error: { code: 'STORE_NEWER' } });
    if (!opened.ok) expect(opened.error.text).not.toMatch(/删除|清空/);
    const again = new Dexie('canbao-mirror');
    await again.open();
    expect(again.backendDB().version).toBe(20);
    expect(await again.table('other').count()).toBe(1);
    again.close();
  });

  test('[ST9] a database of this version opens again', async () => {
    database.close();
    const opened = await openDatabase(new MirrorDatabase(), '资料数据库');
    expect(opened.ok).toBe(true);
    if (opened.ok) opened.value.close();
  });

  test('[ST41] a browser that finds its own files damaged is asked again and begins anew; one that goes on saying so is a sentence', async () => {
    class Damaged extends MirrorDatabase {
      asked = 0;
      constructor(
        private readonly times: number,
        private readonly says: string,
      ) {
        super();
      }
      override open() {
        this.asked += 1;
        return this.asked > this.times
          ? super.open()
          : Dexie.Promise.reject(new DOMException('Internal error opening backing store', this.says));
      }
    }
    database.close();
    const once = new Damaged(1, 'UnknownError');
    const opened = await openDatabase(once, '资料数据库', { pauses: [0, 0] });
    expect(opened.ok).toBe(true);
    once.close();
    expect(
      await openDatabase(new Damaged(99, 'UnknownError'), '资料数据库', { pauses: [0, 0] }),
    ).toMatchObject({
      ok: false,
      error: { code: 'STORE_UNOPENED' },
    });
    const other = new Damaged(1, 'SecurityError');
    expect(await openDatabase(other, '资料数据库', { pauses: [0, 0] })).toMatchObject({
      ok: false,
      error: { code: 'STORE_UNOPENED' },
    });
    expect(other.asked).toBe(1);
  });

  test('[ST41] files that are found damaged when the browser is asked which databases there are count as well', async () => {
    database.close();
    const asked = vi.spyOn(indexedDB, 'databases');
    asked.mockRejectedValueOnce(new DOMException('Internal error opening backing store', 'UnknownError'));
    const opened = await openDatabase(new MirrorDatabase(), '资料数据库', { pauses: [0, 0] });
    expect(opened.ok).toBe(true);
    expect(asked).toHaveBeenCalledTimes(2);
    asked.mockRestore();
    if (opened.ok) opened.value.close();
  });

  test('[ST60] an upgrade that another connection holds up says so, waits, and goes on when that is closed', async () => {
    const older = new Dexie('canbao-journal');
    older.version(1).stores({ entries: 'seq', verdicts: 'opId', drafts: 'id', aside: '++id' });
    await older.table('drafts').put({ id: 'd0', sealed: plainCodec.seal({ n: 1 }, '') });
    older.on('versionchange', () => false);
    const told: (string | null)[] = [];
    const watch = {
      waits: (trouble: Trouble | null) => {
        told.push(trouble?.code ?? null);
        if (trouble) older.close();
      },
      lost: () => told.push('lost'),
    };
    const opened = await openDatabase(new JournalDatabase(), '业务数据库', { watch });
    if (!opened.ok) throw new Error(opened.error.text);
    expect(told).toEqual(['STORE_BLOCKED', null]);
    expect(await journalStoreOver(opened.value, plainCodec).readDrafts()).toContainEqual({ n: 1 });
    opened.value.close();
  });

  test('[ST61] a window whose store another one upgrades lets it go, says so, and never opens the newer one', async () => {
    database.close();
    const lost: string[] = [];
    const watch = { waits: () => undefined, lost: ({ code }: Trouble) => lost.push(code) };
    const opened = await openDatabase(new MirrorDatabase(), '资料数据库', { watch });
    if (!opened.ok) throw new Error(opened.error.text);
    const newer = new Dexie('canbao-mirror');
    newer.version(2).stores({ segments: '[generation+n]', pages: '++n', meta: 'key', other: 'id' });
    await newer.open();
    expect(lost).toEqual(['STORE_TAKEN']);
    await expect(opened.value.meta.toArray()).rejects.toThrow('Database has been closed');
    expect(newer.backendDB().version).toBe(20);
    newer.close();
  });
});

describe('the journal store', () => {
  test('[ST10] drafts come back after the window is closed, and go when they are removed', async () => {
    const journal = new JournalDatabase();
    const drafts = journalStoreOver(journal, plainCodec);
    await drafts.putDraft('d1', { name: '<img src=x onerror=alert(1)>' });
    journal.close();
    const reopened = new JournalDatabase();
    const again = journalStoreOver(reopened, plainCodec);
    expect(await again.readDrafts()).toEqual([{ name: '<img src=x onerror=alert(1)>' }]);
    await again.removeDraft('d1');
    expect(await again.readDrafts()).toEqual([]);
    reopened.close();
  });

  test.each([
    [1, { entries: 'seq', verdicts: 'opId', drafts: 'id', aside: '++id' }],
    [2, { entries: 'seq', verdicts: 'opId', drafts: 'id', aside: '++id', papers: 'opId' }],
    [
      3,
      {
        entries: 'seq',
        verdicts: 'opId',
        drafts: 'id',
        aside: '++id',
        papers: 'opId',
        dispatches: 'id',
        dispatchReturns: '[batchId+at]',
      },
    ],
  ])('[ST9] a database of version %i gets the new tables and keeps what it held', async (version, tables) => {
    const older = new Dexie('canbao-journal');
    older.version(version).stores(tables);
    await older.table('drafts').put({ id: 'd0', sealed: plainCodec.seal({ n: 1 }, '') });
    older.close();
    const opened = await openDatabase(new JournalDatabase(), '业务数据库');
    if (!opened.ok) throw new Error(opened.error.text);
    const store = journalStoreOver(opened.value, plainCodec);
    expect(await store.readDrafts()).toContainEqual({ n: 1 });
    expect(await store.readPapers()).toEqual([]);
    expect(await store.readHandOvers()).toEqual([]);
    expect(await campaignStoreOver(opened.value, plainCodec).read()).toEqual({
      batches: [],
      returns: [],
      damaged: 0,
    });
    expect(opened.value.backendDB().version).toBe(40);
    opened.value.close();
  });
});
