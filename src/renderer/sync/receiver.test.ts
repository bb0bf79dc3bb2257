import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  answersWith,
  feedPage,
  gzipResponse,
  manifestOf,
  preparedSnapshot,
  QINGHE,
  type SnapshotAnswer,
  type StandIn,
  snapshotOf,
  standInDesktop,
  textOfLines,
} from '#fixtures/standInDesktop';
import { generateOutside, generateTownship } from '#fixtures/township';
import { plainCodec } from '#shared/codec';
import type { Person } from '#shared/domain/person';
import { recordKey } from '#shared/domain/record';
import type { Trouble } from '#shared/host';
import { desktopOver } from '../desktop';
import { MirrorDatabase } from '../store/databases';
import { type MirrorStore, mirrorStoreOver, type RecordMap } from '../store/mirrorStore';
import { type Receiver, receiverOver } from './receiver';

const RECORDS = [...generateTownship({ persons: 2_000 })].slice(0, 1_100);
const PERSONS = RECORDS.filter((record): record is Person => record.kind === 'person');
const FOREIGN = [...generateOutside()].find((record) => record.kind === 'person') as Person;
const WHOLE = preparedSnapshot(RECORDS, QINGHE, {}, 200);
const right = answersWith(WHOLE);
const OF = { owner: 'desk', jurisdiction: QINGHE };

let database: MirrorDatabase;
let store: MirrorStore;
let host: StandIn;
let receiver: Receiver;
let served: RecordMap | null;
let told: Trouble | null;
let answer: SnapshotAnswer;
let clock: number;
let progress: (done: number, total: number) => void;
/** Parts of the snapshot that were asked for. */
let fetched: string[];

const open = () =>
  receiverOver(desktopOver(host.bridge), store, {
    fetchSnapshot: (part) => {
      fetched.push(part);
      return answer(part);
    },
    now: () => clock,
    progress: (done, total) => progress(done, total),
    changed: (records) => {
      served = new Map(records);
    },
    trouble: (trouble) => {
      told = trouble;
    },
  });

beforeEach(() => {
  database = new MirrorDatabase();
  store = mirrorStoreOver(database, plainCodec);
  host = standInDesktop(QINGHE);
  served = null;
  told = null;
  clock = 0;
  progress = () => undefined;
  fetched = [];
  answer = right;
  receiver = open();
});
afterEach(async () => {
  database.close();
  await Dexie.delete('canbao-mirror');
});

describe('snapshot', () => {
  test('[ST30] a whole snapshot serves at once and is there after a restart without the network', async () => {
    await receiver.receive(OF, true);
    expect(served?.size).toBe(RECORDS.length);
    expect(told).toBeNull();
    served = null;
    answer = () => Promise.reject(new Error('offline'));
    receiver = open();
    expect(await receiver.load(OF)).toBe(true);
    expect([...(served as unknown as RecordMap).values()]).toEqual(RECORDS);
  });

  test('[ST53] whoever asks for a round while the mirror is read from the disk waits for it, and fetches no snapshot', async () => {
    await receiver.receive(OF, true);
    receiver = open();
    fetched = [];
    const [loaded] = await Promise.all([receiver.load(OF), receiver.receive(OF, false)]);
    expect(loaded).toBe(true);
    expect(fetched).toEqual([]);
    const again = receiver.receive(OF, true);
    expect(await receiver.load(OF)).toBe(true);
    await again;
    expect(served?.size).toBe(RECORDS.length);
  });

  const { manifest, texts } = WHOLE;
  /** Answers as it should but for one segment. */
  const but =
    (n: number, other: () => Response): SnapshotAnswer =>
    async (part) =>
      part === `/${manifest.id}/${n}` ? other() : right(part);
  const told1 =
    (over: object): SnapshotAnswer =>
    async (part) =>
      part === '' ? Response.json({ ...manifest, ...over }) : right(part);
  const linesOf = (n: number) => (texts[n] ?? '').split('\n').slice(0, -1);
  const swapped = [...linesOf(1)].reverse();
  const town = { ...QINGHE, name: '白杨镇', prefixes: ['220199101'] };
  const foreign = preparedSnapshot([...RECORDS.slice(0, 700), FOREIGN, ...RECORDS.slice(700)], QINGHE);
  const doubled = preparedSnapshot([...RECORDS, RECORDS[0] as (typeof RECORDS)[0]], QINGHE);
  const unknown = manifestOf([textOfLines(['{"kind":"person"}'])], { jurisdiction: QINGHE, persons: 1 });
  const damaged: [string, string, SnapshotAnswer][] = [
    ['a segment cut within the gzip', 'SNAPSHOT_CUT', but(3, () => gzipResponse(texts[3] ?? '', 4_000))],
    [
      'a segment cut within a line',
      'SNAPSHOT_CUT',
      but(3, () => gzipResponse((texts[3] ?? '').slice(0, -9))),
    ],
    [
      'a segment one record short',
      'SNAPSHOT_CUT',
      but(1, () => gzipResponse(textOfLines(linesOf(1).slice(1)))),
    ],
    ['an empty segment', 'SNAPSHOT_CUT', but(0, () => gzipResponse(''))],
    ['two lines swapped', 'SNAPSHOT_HASH', but(1, () => gzipResponse(textOfLines(swapped)))],
    ['another segment in its place', 'SNAPSHOT_HASH', but(1, () => gzipResponse(texts[2] ?? ''))],
    [
      'a segment that unpacks to far more',
      'SNAPSHOT_HASH',
      but(1, () => gzipResponse('x'.repeat(9_000_000))),
    ],
    ['HTML in the place of a segment', 'SNAPSHOT_CUT', but(0, () => new Response('<html>请先登录</html>'))],
    ['a person of another jurisdiction', 'SNAPSHOT_FOREIGN', answersWith(foreign)],
    ['another jurisdiction’s manifest', 'SNAPSHOT_FOREIGN', told1({ jurisdiction: town })],
    ['a page of HTML', 'NOT_PLATFORM', async () => new Response('<html>\n<body>请先登录</body>\n</html>\n')],
    ['an empty answer', 'NOT_PLATFORM', async () => new Response('')],
    ['a manifest of a future version', 'UPGRADE', told1({ protocol: 2, asOf: undefined })],
    ['an unknown field in the manifest', 'SNAPSHOT_BAD', told1({ extra: 1 })],
    ['a manifest that does not add up', 'SNAPSHOT_BAD', told1({ records: manifest.records + 1 })],
    ['fewer people than announced', 'SNAPSHOT_BAD', told1({ persons: manifest.persons + 1 })],
    [
      'a record that is none',
      'SNAPSHOT_BAD',
      answersWith({ manifest: unknown, texts: [textOfLines(['{"kind":"person"}'])] }),
    ],
    ['a record twice, in two segments', 'SNAPSHOT_BAD', answersWith(doubled)],
    [
      'a trouble of the desktop',
      'OFFLINE',
      async () => Response.json({ code: 'OFFLINE', text: '连不上平台。' }, { status: 502 }),
    ],
    ['a failure without words', 'SNAPSHOT_FAILED', async () => new Response('bad gateway', { status: 502 })],
  ];
  test.each(damaged)(
    '[ST31] [SY13] %s: nothing is applied, a sentence says what it is, the old mirror serves',
    async (_, code, bad) => {
      answer = bad;
      await receiver.receive(OF, true);
      expect(served).toBeNull();
      expect(told?.code).toBe(code);
      expect(told?.text).toMatch(/。$/);
      expect((await store.read()).state).toBe('none');

      answer = right;
      await receiver.receive(OF, true);
      answer = bad;
      host.pages.push({ ok: false, error: { code: 'CURSOR_UNKNOWN', text: '游标太旧。' } });
      await receiver.receive(OF, true);
      expect(told?.code).toBe(code);
      receiver = open();
      expect(await receiver.load(OF)).toBe(true);
      expect(served?.size).toBe(RECORDS.length);
    },
  );

  test('[ST32] a snapshot that failed is not asked for again at once, except by 立即同步', async () => {
    answer = async () => new Response('bad gateway', { status: 502 });
    await receiver.receive(OF, false);
    await receiver.receive(OF, false);
    expect(fetched).toHaveLength(1);
    await receiver.receive(OF, true);
    expect(fetched).toHaveLength(2);
    clock += 600_000;
    await receiver.receive(OF, false);
    expect(fetched).toHaveLength(3);
  });

  const offline = () => Promise.reject(new Error('offline'));
  const segmentsAsked = () => fetched.filter((part) => part !== '');
  const all = texts.map((_, n) => `/${manifest.id}/${n}`);
  const onDisk = async () => {
    const read = await store.read();
    return read.state === 'whole' ? [...read.records.values()] : read.state;
  };

  test.each(texts.map((_, n) => n))(
    '[ST46] cut before segment %i, and the window opened anew: only what is missing is fetched, and the mirror is the same',
    async (n) => {
      answer = (part) => (part === all[n] ? offline() : right(part));
      await receiver.receive(OF, true);
      expect(served).toBeNull();
      expect(told?.code).toBe('SNAPSHOT_FAILED');
      expect((await store.read()).state).toBe('none');
      receiver = open();
      fetched = [];
      answer = right;
      expect(await receiver.load(OF)).toBe(false);
      await receiver.receive(OF, true);
      expect(fetched).toEqual(all.slice(n));
      expect(told).toBeNull();
      expect([...(served as unknown as RecordMap).values()]).toEqual(RECORDS);
      expect(await onDisk()).toEqual(RECORDS);
      expect(await database.meta.count()).toBe(1);
    },
  );

  test('[ST46] a segment that came wrong once is asked for again by itself', async () => {
    let wrong = 2;
    answer = async (part) =>
      part === all[2] && wrong-- > 0 ? gzipResponse(textOfLines(swapped)) : right(part);
    await receiver.receive(OF, true);
    expect(told).toBeNull();
    expect(segmentsAsked()).toEqual([...all.slice(0, 3), all[2], all[2], ...all.slice(3)]);
    expect(await onDisk()).toEqual(RECORDS);
  });

  test('[ST46] what is staged is checked again when it is read; what the disk spoilt is fetched again', async () => {
    answer = (part) => (part === all[4] ? offline() : right(part));
    await receiver.receive(OF, true);
    const row = await database.segments.get([1, 1]);
    await database.segments.put({ ...row, generation: 1, n: 1, sealed: plainCodec.seal('{"x":1}', '') });
    receiver = open();
    fetched = [];
    answer = right;
    await receiver.receive(OF, true);
    expect(fetched).toEqual([all[1], ...all.slice(4)]);
    expect(await onDisk()).toEqual(RECORDS);
  });

  const next = preparedSnapshot(
    RECORDS.map((record, at) => (at === 500 ? { ...record, version: 90 } : record)),
    QINGHE,
    { id: 'snapshot-2', cursor: 'c7' },
    200,
  );

  test('[ST49] a snapshot that the platform does not keep any more leads to another one; segments that are the same in both are not fetched again', async () => {
    answer = (part) => (part === all[4] ? offline() : right(part));
    await receiver.receive(OF, true);
    fetched = [];
    answer = answersWith(next);
    await receiver.receive(OF, true);
    expect(fetched).toEqual([all[4], '', '/snapshot-2/2', '/snapshot-2/4', '/snapshot-2/5']);
    expect(told).toBeNull();
    expect((await store.read()) as object).toMatchObject({ state: 'whole', meta: { cursor: 'c7' } });
    expect(served?.get(recordKey(RECORDS[500] as (typeof RECORDS)[0]))?.version).toBe(90);
  });

  test('[ST49] a platform that never keeps what it announces is not asked for ever', async () => {
    answer = async (part) =>
      part === '' ? right('') : Response.json({ code: 'SNAPSHOT_UNKNOWN', text: '没有。' }, { status: 502 });
    await receiver.receive(OF, true);
    expect(fetched).toEqual(['', all[0], '', all[0]]);
    expect(told?.code).toBe('SNAPSHOT_GONE');
    await receiver.receive(OF, false);
    expect(fetched).toHaveLength(4);
  });

  test('[ST49] what was staged before the mirror was last fresh is not made the mirror: the platform is asked again', async () => {
    host.pages.push(feedPage([], 'c5', '2026-11-22T02:00:00.000Z'));
    await receiver.receive(OF, true);
    const staged = preparedSnapshot(RECORDS, QINGHE, { id: 'old', asOf: '2026-11-20T00:00:00.000Z' }, 200);
    const of = await store.staging.begin(OF, staged.manifest);
    for (const [n, text] of staged.texts.entries()) await store.staging.put(of, n, text);
    fetched = [];
    answer = answersWith(next);
    host.pages.push({ ok: false, error: { code: 'CURSOR_UNKNOWN', text: '游标太旧。' } });
    await receiver.receive(OF, true);
    expect(fetched).toEqual(['', '/snapshot-2/2']);
    expect((await store.read()) as object).toMatchObject({ meta: { cursor: 'c7' } });
  });

  test('[ST48] two windows fetch one snapshot together: both serve the same, and it lies there once', async () => {
    const other = open();
    await Promise.all([receiver.receive(OF, true), other.receive(OF, true)]);
    expect(told).toBeNull();
    expect(await onDisk()).toEqual(RECORDS);
    const read = await store.read();
    expect(await database.segments.count()).toBe(texts.length);
    expect(read.state === 'whole' && read.meta.generation).toBe(1);
    served = null;
    await Promise.all([receiver.load(OF), other.load(OF)]);
    expect((served as unknown as RecordMap).size).toBe(RECORDS.length);
  });

  test('[ST50] a disk that takes no more: the old mirror serves, what was staged stays, and 立即同步 goes on there', async () => {
    const { put } = store.staging;
    let left = 3;
    store.staging.put = (staged, n, lines) =>
      left-- > 0
        ? put(staged, n, lines)
        : Promise.reject(Object.assign(new Error('full'), { name: 'QuotaExceededError' }));
    await receiver.receive(OF, true);
    expect(told).toMatchObject({
      code: 'SNAPSHOT_UNSTORED',
      text: expect.stringContaining('QuotaExceededError'),
    });
    expect(served).toBeNull();
    store.staging.put = put;
    fetched = [];
    await receiver.receive(OF, true);
    expect(fetched).toEqual(all.slice(3));
    expect(await onDisk()).toEqual(RECORDS);
  });

  test('[ST50] the size of what is still to come is told as records', async () => {
    const seen: string[] = [];
    progress = (done, total) => seen.push(`${done}/${total}`);
    await receiver.receive(OF, true);
    expect(seen).toEqual([
      '0/1100',
      '200/1100',
      '400/1100',
      '600/1100',
      '800/1100',
      '1000/1100',
      '1100/1100',
    ]);
  });

  test('[ST33] the mirror of another desk or jurisdiction does not serve', async () => {
    await receiver.receive(OF, true);
    receiver = open();
    served = null;
    expect(await receiver.load({ ...OF, owner: 'another' })).toBe(false);
    expect(served).toBeNull();
  });
});

describe('change feed', () => {
  const [first, second] = PERSONS as [Person, Person];
  const moved = (person: Person, version: number, phone: string) =>
    ({ type: 'record', record: { ...person, version, phone } }) as const;

  test('[ST34] a page is taken in with its cursor and is there after a restart; old versions change nothing', async () => {
    host.pages.push(
      feedPage(
        [moved(first, first.version + 1, '15400000001'), moved(second, second.version, '15400000002')],
        'c2',
      ),
    );
    await receiver.receive(OF, true);
    expect(served?.get(recordKey(first))).toMatchObject({ phone: '15400000001' });
    expect(served?.get(recordKey(second))).toEqual(second);
    receiver = open();
    await receiver.load(OF);
    expect(served?.get(recordKey(first))).toMatchObject({ phone: '15400000001' });
  });

  test('[ST35] a page that is not what the contract says stops there: the cursor stays, it is reported, nothing of it applies', async () => {
    await receiver.receive(OF, true);
    const good = moved(first, first.version + 1, '15400000001');
    const bad = { type: 'record', record: { ...second, version: 'x' } };
    const page = feedPage([], 'c9');
    host.pages.push({ broken: { ...page, value: { ...(page.ok ? page.value : {}), rows: [good, bad] } } });
    await receiver.receive(OF, true);
    expect(told?.code).toBe('FEED_BAD');
    expect(served?.get(recordKey(first))).toEqual(first);
    expect((await store.read()) as object).toMatchObject({ meta: { cursor: 'c1' } });
  });

  test('[ST36] a page with another jurisdiction’s person is refused whole', async () => {
    await receiver.receive(OF, true);
    host.pages.push(
      feedPage([moved(first, first.version + 1, '15400000001'), { type: 'record', record: FOREIGN }], 'c2'),
    );
    await receiver.receive(OF, true);
    expect(told?.code).toBe('FEED_FOREIGN');
    expect(served?.get(recordKey(first))).toEqual(first);
  });

  test('[ST37] an unknown cursor leads to a new snapshot, not to a hole', async () => {
    await receiver.receive(OF, true);
    const changed = RECORDS.map((record) =>
      record === first ? { ...first, version: first.version + 5, phone: '15400000005' } : record,
    );
    answer = snapshotOf(changed, QINGHE);
    host.pages.push({ ok: false, error: { code: 'CURSOR_UNKNOWN', text: '游标太旧。' } });
    await receiver.receive(OF, true);
    expect(served?.get(recordKey(first))).toMatchObject({ phone: '15400000005' });
  });

  test('[ST38] many changes are folded into a new generation that holds the same', async () => {
    await receiver.receive(OF, true);
    for (let round = 1; round <= 7; round++) {
      const rows = PERSONS.slice(0, 750).map((person) =>
        moved(person, person.version + round, `1540000000${round}`),
      );
      host.pages.push(feedPage(rows, `c${round + 1}`));
      await receiver.receive(OF, true);
    }
    expect(await database.pages.count()).toBe(0);
    const read = await store.read();
    if (read.state !== 'whole') throw new Error(read.state);
    expect(read.records).toEqual(served);
    expect(read.meta.cursor).toBe('c8');
  });
});

describe('a mirror that would lose people', () => {
  const [, ...most] = PERSONS;
  const few = RECORDS.filter((record) => record.kind !== 'person' || record === PERSONS[0]);
  const left = (persons: readonly Person[]) =>
    persons.map((person) => ({ type: 'left', key: recordKey(person), version: person.version + 1 }) as const);

  test.each([
    ['nobody at all', []],
    ['all but one', few],
  ])(
    '[ST40] a snapshot of %s is not used until the clerk, who read how many are missing, asks again',
    async (_, records) => {
      await receiver.receive(OF, true);
      answer = snapshotOf(records, QINGHE);
      const tooOld = { ok: false, error: { code: 'CURSOR_UNKNOWN', text: '游标太旧。' } } as const;
      host.pages.push(tooOld, tooOld);
      await receiver.receive(OF, true);
      expect(told?.code).toBe('MIRROR_SHRINKS');
      expect(told?.text).toContain(String(PERSONS.length - (records.length === 0 ? 0 : 1)));
      expect(served?.size).toBe(RECORDS.length);
      await receiver.receive(OF, true, true);
      expect(told).toBeNull();
      expect(served?.size).toBe(records.length);
    },
  );

  test('[JM10] [ST40] people who went with a village that was moved by order leave without a question; others with them do not', async () => {
    await receiver.receive(OF, true);
    const moved = left(most.slice(20)).map((row) => ({ ...row, movedTo: '220199109201' }));
    host.pages.push(feedPage([...moved, ...left(most.slice(0, 5))], 'c2'));
    await receiver.receive(OF, false);
    expect(told).toBeNull();
    expect(served?.size).toBe(RECORDS.length - moved.length - 5);
  });

  test('[ST40] a page of the feed that takes most people away waits for the same word; a few leave as they come', async () => {
    await receiver.receive(OF, true);
    host.pages.push(feedPage(left(most.slice(0, 5)), 'c2'));
    await receiver.receive(OF, false);
    expect(served?.size).toBe(RECORDS.length - 5);
    const flood = feedPage(left(most), 'c3');
    host.pages.push(flood, flood);
    await receiver.receive(OF, false);
    expect(told?.code).toBe('MIRROR_SHRINKS');
    expect(served?.size).toBe(RECORDS.length - 5);
    await receiver.receive(OF, true, true);
    expect(served?.size).toBe(few.length);
  });
});

test('[ST39] a page for a generation that another window has replaced is not written; this window goes on from the new one', async () => {
  await receiver.receive(OF, true);
  const other = open();
  const grown = RECORDS.map((record) => (record === PERSONS[0] ? { ...record, version: 90 } : record));
  answer = snapshotOf(grown, QINGHE);
  await other.receive(OF, true);
  host.pages.push(feedPage([], 'c2'));
  await receiver.receive(OF, true);
  const read = await store.read();
  if (read.state !== 'whole') throw new Error(read.state);
  expect(read.meta.cursor).toBe('c1');
  expect(served?.get(recordKey(PERSONS[0] as Person))?.version).toBe(90);
});
