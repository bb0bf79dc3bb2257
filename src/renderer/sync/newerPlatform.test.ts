import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  answersWith,
  envelope,
  manifestOf,
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
import type { AnswerOf, Trouble } from '#shared/host';
import { PROTOCOL } from '#shared/protocol/messages';
import { wholeOf } from '#shared/protocol/newer';
import { desktopOver } from '../desktop';
import { MirrorDatabase } from '../store/databases';
import { type MirrorStore, mirrorStoreOver, type RecordMap } from '../store/mirrorStore';
import { receiverOver } from './receiver';

const NEWER = PROTOCOL + 1;
const RECORDS = [...generateTownship({ persons: 300 })].slice(0, 600);
const ANN = RECORDS.find((record): record is Person => record.kind === 'person') as Person;
const FOREIGN = [...generateOutside()].find((record) => record.kind === 'person') as Person;
const KEY = recordKey(ANN);
const LATER_KIND = { kind: 'dependant', id: 'D1', version: 1, villageCode: ANN.villageCode, of: ANN.id };
const OF = { owner: 'desk', jurisdiction: QINGHE };

let database: MirrorDatabase;
let store: MirrorStore;
let host: StandIn;
let served: RecordMap;
let told: Trouble | null;
let answer: SnapshotAnswer;

const open = () =>
  receiverOver(desktopOver(host.bridge), store, {
    fetchSnapshot: (part) => answer(part),
    now: () => 0,
    progress: () => undefined,
    changed: (records) => {
      served = records;
    },
    trouble: (trouble) => {
      told = trouble;
    },
  });

beforeEach(() => {
  database = new MirrorDatabase();
  store = mirrorStoreOver(database, plainCodec);
  host = standInDesktop(QINGHE);
  told = null;
  answer = () => Promise.reject(new Error('offline'));
});
afterEach(async () => {
  database.close();
  await Dexie.delete('canbao-mirror');
});

/** The snapshot of a platform that speaks a later version: a field more on a person, a kind of record more, fields around them. */
function newerSnapshot(extra: unknown = LATER_KIND): SnapshotAnswer {
  const lines = RECORDS.map((record) =>
    JSON.stringify(record.kind === 'person' && record.id === ANN.id ? { ...record, careLevel: 3 } : record),
  );
  const texts = [textOfLines(lines), textOfLines([JSON.stringify(extra)])];
  const persons = RECORDS.filter(({ kind }) => kind === 'person').length;
  const manifest = { ...manifestOf(texts, { jurisdiction: QINGHE, persons }), protocol: NEWER, region: 'x' };
  return answersWith({ manifest, texts });
}

const newerPage = (rows: unknown[]): AnswerOf<'platform/feed'> =>
  ({
    ok: true,
    value: {
      ...envelope,
      protocol: NEWER,
      rows,
      cursor: 'c2',
      more: false,
      asOf: envelope.serverTime,
      hint: 1,
    },
  }) as unknown as AnswerOf<'platform/feed'>;

/** Every word on the disk, as a later program would find it. */
async function onDisk(): Promise<string> {
  const rows = [...(await database.segments.toArray()), ...(await database.pages.toArray())];
  return rows.map(({ sealed }) => new TextDecoder().decode(sealed)).join('\n');
}

test('[VC16] a newer platform’s snapshot serves; what this program does not know is on the disk and there again after a restart', async () => {
  answer = newerSnapshot();
  await open().receive(OF, true);
  expect(told).toBeNull();
  expect(served.size).toBe(RECORDS.length);
  expect(served.get(KEY)).toEqual(ANN);
  expect(await onDisk()).toContain('careLevel');
  expect(await onDisk()).toContain('dependant');
  expect(await open().load(OF)).toBe(true);
  const person = served.get(KEY);
  expect(person).toEqual(ANN);
  expect(person && wholeOf(person)).toEqual({ ...ANN, careLevel: 3 });
});

test('[VC16] rows of a newer feed are taken in, unknown fields and kinds kept, through a fold', async () => {
  answer = snapshotOf(RECORDS, QINGHE);
  const receiver = open();
  const many = Array.from({ length: 2_000 }, () => ({ type: 'record', record: ANN }));
  const changed = { ...ANN, version: ANN.version + 1, phone: '15400000088' };
  host.pages.push({ ...newerPage(many), ok: true } as AnswerOf<'platform/feed'>);
  await receiver.receive(OF, true);
  host.pages.push(newerPage(many));
  await receiver.receive(OF, false);
  host.pages.push(
    newerPage([
      ...many.slice(0, 1_990),
      { type: 'record', record: { ...changed, careLevel: 4 }, why: 'survey' },
      { type: 'record', record: LATER_KIND },
      { type: 'merged', key: 'person:1', into: 'person:2' },
    ]),
  );
  await receiver.receive(OF, false);
  expect(told).toBeNull();
  expect(served.get(KEY)).toEqual(changed);
  // So many rows are folded into the segments.
  expect(await database.pages.count()).toBe(0);
  const words = await onDisk();
  for (const word of ['careLevel', 'dependant', 'merged']) expect(words).toContain(word);
  expect(await open().load(OF)).toBe(true);
  expect(served.get(KEY)).toEqual(changed);
});

test('[VC16] a kind nobody here knows is still held to the jurisdiction', async () => {
  answer = newerSnapshot({ ...LATER_KIND, villageCode: FOREIGN.villageCode });
  await open().receive(OF, true);
  expect(told?.code).toBe('SNAPSHOT_FOREIGN');
  answer = newerSnapshot();
  const receiver = open();
  await receiver.receive(OF, true);
  host.pages.push(
    newerPage([{ type: 'record', record: { ...LATER_KIND, villageCode: FOREIGN.villageCode } }]),
  );
  await receiver.receive(OF, false);
  expect(told?.code).toBe('FEED_FOREIGN');
  expect(await database.pages.count()).toBe(0);
});
