import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  feedPage,
  gzipResponse,
  QINGHE,
  type StandIn,
  snapshotLines,
  standInDesktop,
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
const LINES = snapshotLines(RECORDS, QINGHE);
const text = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('');
const OF = { owner: 'desk', jurisdiction: QINGHE };

let database: MirrorDatabase;
let store: MirrorStore;
let host: StandIn;
let receiver: Receiver;
let served: RecordMap | null;
let told: Trouble | null;
let answer: () => Promise<Response>;
let clock: number;
let fetched: number;

const open = () =>
  receiverOver(desktopOver(host.bridge), store, {
    fetchSnapshot: () => {
      fetched++;
      return answer();
    },
    now: () => clock,
    progress: () => undefined,
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
  fetched = 0;
  answer = async () => gzipResponse(text(LINES));
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

  const header = JSON.parse(LINES[0] ?? '') as Record<string, unknown>;
  const end = LINES.at(-1) ?? '';
  const middle = LINES.slice(1, -1);
  const foreign = snapshotLines([...RECORDS.slice(0, 700), FOREIGN, ...RECORDS.slice(700)], QINGHE);
  const swapped = [...middle.slice(0, 20), middle[21] ?? '', middle[20] ?? '', ...middle.slice(22)];
  const town = { ...QINGHE, name: '白杨镇', prefixes: ['220199101'] };
  const damaged: [string, string, () => Response][] = [
    ['cut within the gzip', 'SNAPSHOT_CUT', () => gzipResponse(text(LINES), 40_000)],
    ['cut before the end line', 'SNAPSHOT_CUT', () => gzipResponse(text(LINES.slice(0, -1)))],
    ['cut within a line', 'SNAPSHOT_CUT', () => gzipResponse(text(LINES).slice(0, -9))],
    ['one record short', 'SNAPSHOT_CUT', () => gzipResponse(text([LINES[0] ?? '', ...middle.slice(1), end]))],
    ['two lines swapped', 'SNAPSHOT_HASH', () => gzipResponse(text([LINES[0] ?? '', ...swapped, end]))],
    ['a person of another jurisdiction', 'SNAPSHOT_FOREIGN', () => gzipResponse(text(foreign))],
    [
      'another jurisdiction’s header',
      'SNAPSHOT_FOREIGN',
      () => gzipResponse(text(snapshotLines(RECORDS, town))),
    ],
    ['a page of HTML', 'NOT_PLATFORM', () => new Response('<html>\n<body>请先登录</body>\n</html>\n')],
    ['HTML without a line feed', 'NOT_PLATFORM', () => new Response('<html>请先登录</html>')],
    ['an empty answer', 'NOT_PLATFORM', () => gzipResponse('')],
    [
      'a future version',
      'UPGRADE',
      () => gzipResponse(text([JSON.stringify({ ...header, protocol: 2, asOf: undefined }), ...middle, end])),
    ],
    [
      'an unknown field in a record',
      'SNAPSHOT_BAD',
      () =>
        gzipResponse(
          text([LINES[0] ?? '', (middle[0] ?? '').replace('{', '{"x":1,'), ...middle.slice(1), end]),
        ),
    ],
    [
      'a record twice',
      'SNAPSHOT_BAD',
      () => gzipResponse(text([LINES[0] ?? '', middle[0] ?? '', ...middle, end])),
    ],
    ['more after the end', 'SNAPSHOT_BAD', () => gzipResponse(text([...LINES, middle[0] ?? '']))],
    [
      'a trouble of the desktop',
      'OFFLINE',
      () => Response.json({ code: 'OFFLINE', text: '连不上平台。' }, { status: 502 }),
    ],
    ['a failure without words', 'SNAPSHOT_FAILED', () => new Response('bad gateway', { status: 502 })],
  ];
  test.each(damaged)(
    '[ST31] %s: nothing is applied, a sentence says what it is, the old mirror serves',
    async (_, code, response) => {
      answer = async () => response();
      await receiver.receive(OF, true);
      expect(served).toBeNull();
      expect(told?.code).toBe(code);
      expect(told?.text).toMatch(/。$/);
      expect(await database.segments.count()).toBe(0);

      answer = async () => gzipResponse(text(LINES));
      await receiver.receive(OF, true);
      answer = async () => response();
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
    expect(fetched).toBe(1);
    await receiver.receive(OF, true);
    expect(fetched).toBe(2);
    clock += 600_000;
    await receiver.receive(OF, false);
    expect(fetched).toBe(3);
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
    answer = async () => gzipResponse(text(snapshotLines(changed, QINGHE)));
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
      answer = async () => gzipResponse(text(snapshotLines(records, QINGHE)));
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
  answer = async () => gzipResponse(text(snapshotLines(grown, QINGHE)));
  await other.receive(OF, true);
  host.pages.push(feedPage([], 'c2'));
  await receiver.receive(OF, true);
  const read = await store.read();
  if (read.state !== 'whole') throw new Error(read.state);
  expect(read.meta.cursor).toBe('c1');
  expect(served?.get(recordKey(PERSONS[0] as Person))?.version).toBe(90);
});
