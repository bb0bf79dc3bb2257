import 'fake-indexeddb/auto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  answersWith,
  preparedSnapshot,
  QINGHE,
  type StandIn,
  standInDesktop,
} from '#fixtures/standInDesktop';
import { generateTownship } from '#fixtures/township';
import type { GridSheet } from '#shared/batch/grid';
import type { Person } from '#shared/domain/person';
import type { Village } from '#shared/domain/region';
import { RosterBook } from '#shared/rosterBook';
import { addsUp } from '#shared/rosterReturn/reconcile';
import { bookWorkbook } from '../../../src/main/workbooks/bookWorkbook';
import { readWorkbook } from '../../../src/main/workbooks/reading/readWorkbook';
import type { Desk } from '../../../src/renderer/desk/api';
import type { ReturnView } from '../../../src/renderer/desk/rosterReturn/api';
import { testDesk } from '../../../src/renderer/desk/testDesk';
import { throughLibreOffice } from '../../support/office';
import { DAMAGES } from '../damage';
import { type Filling, fill, type Meant } from '../fill';
import { openRoster, saveRoster } from '../sheets';

/** People of the township; its 22 villages are there in any size. */
const PERSONS = Number(process.env.CANBAO_ROUNDTRIP_PERSONS ?? 6_000);
const YEAR = 2027;

const records = [...generateTownship({ persons: PERSONS })];
const persons = new Map(records.flatMap((r) => (r.kind === 'person' ? [[r.id, r] as const] : [])));
const villages = records.filter(
  (r): r is Village => r.kind === 'village' && r.townCode === QINGHE.prefixes[0],
);

/** What a number of 15 digits and its 18 have in common, however they are spaced. */
function seventeen(written: string): string {
  const certNo = written.normalize('NFKC').replaceAll(/\s/gu, '');
  return certNo.length === 15 ? `${certNo.slice(0, 6)}19${certNo.slice(6)}` : certNo.slice(0, 17);
}
const byNumber = new Map<string, string[]>();
for (const { id, certNo } of persons.values())
  if (certNo !== null) byNumber.set(seventeen(certNo), [...(byNumber.get(seventeen(certNo)) ?? []), id]);
const shared = new Set([...byNumber.values()].filter((ids) => ids.length > 1).flat());

let host: StandIn;
let desk: Desk;
const it = testDesk(() => host.bridge, answersWith(preparedSnapshot(records, QINGHE)));

interface Returned {
  readonly village: Village;
  readonly how: string;
  readonly bytes: Uint8Array;
  readonly filling: Filling;
}
const returned: Returned[] = [];

/** Every village's workbook by the real writer, filled in and damaged; some of them as LibreOffice saves them. */
async function goesOutAndComesBack(): Promise<void> {
  const books = villages.map((village, i) => {
    const people: Person[] = [...persons.values()].filter(({ villageCode }) => villageCode === village.id);
    const dispatched = {
      batchId: `01JDAXBQ7M0V3KZR5T9WHE${String(2000 + i)}`,
      year: YEAR,
      villageCode: village.id,
      batchNo: `${YEAR}-001`,
      personIds: people.map(({ id }) => id),
    };
    return RosterBook.parse(
      desk.rosterReturn.book(dispatched, { tier: i % 4 === 3 ? 'posting' : 'office', receiver: '周田' }),
    );
  });
  const written: Uint8Array[] = [];
  for (const book of books) {
    expect(await desk.rosterReturn.saveBook(book)).toMatchObject({ ok: true });
    written.push(await bookWorkbook(book));
  }
  const names = Object.keys(DAMAGES);
  // Three of them are saved by LibreOffice before they are filled in, as an office does that has nothing else.
  const opened = throughLibreOffice(written.slice(0, 3), 'xlsx');
  const filled = villages.map((village, i) => {
    const how = names[i % names.length] ?? '';
    const sheets = openRoster(opened[i] ?? written[i] ?? new Uint8Array());
    const filling = fill(sheets, (id) => persons.get(id), YEAR, i, shared);
    const bytes = DAMAGES[how]?.(sheets, filling) ?? saveRoster(sheets);
    return { village, how, bytes, filling };
  });
  // The last ones are saved by it afterwards, in two formats.
  const plainly = filled.slice(names.length);
  const half = Math.ceil(plainly.length / 2);
  const again = [
    ...throughLibreOffice(
      plainly.slice(0, half).map(({ bytes }) => bytes),
      'xlsx',
    ),
    ...throughLibreOffice(
      plainly.slice(half).map(({ bytes }) => bytes),
      'xls',
    ),
  ];
  returned.push(
    ...filled.slice(0, names.length),
    ...plainly.map((one, i) => ({
      ...one,
      how: `${one.how}, saved by LibreOffice`,
      bytes: again[i] ?? new Uint8Array(),
    })),
  );
}

beforeAll(async () => {
  host = standInDesktop(QINGHE);
  desk = await it.ready();
  await goesOutAndComesBack();
});
afterAll(it.wipe);

const settled = (): Promise<ReturnView> =>
  new Promise((resolve) => {
    const look = () => {
      const view = desk.rosterReturn.snapshot();
      if (view === null || ['previewing', 'accepting'].includes(view.phase)) return;
      off();
      resolve(view);
    };
    const off = desk.rosterReturn.subscribe(look);
    look();
  });

function sheetsOf(bytes: Uint8Array): GridSheet[] {
  const read = readWorkbook(bytes);
  if (!read.ok) throw new Error(read.error);
  return read.value;
}

async function open({ bytes, how }: Returned): Promise<ReturnView> {
  host.sheets = sheetsOf(bytes);
  const opened = await desk.rosterReturn.open({ fileName: `${how}.xlsx`, data: '' });
  if (!opened.ok) throw new Error(`${how}: ${opened.error.text}`);
  return settled();
}

const told = ({ counts: { read, batch, ...counts } }: ReturnView) => {
  expect(addsUp({ read, batch, ...counts })).toBe(true);
  return counts;
};

const madeBy = (operations: ReturnType<Desk['operations']>): Meant[] =>
  operations.map(({ operation: { matter, body } }) => ({
    personId: String(body.personId),
    matter,
    ...(typeof body.reason === 'string' ? { reason: body.reason as NonNullable<Meant['reason']> } : {}),
  }));
const inOrder = (meant: readonly Meant[]): string[] =>
  meant.map((one) => JSON.stringify([one.personId, one.matter, one.reason ?? null])).toSorted();

test('[RB30] every village’s roster, filled with every outcome and damaged in every way, is read: the report adds up, the operations are exactly those meant, the same file again changes nothing', async () => {
  expect(villages).toHaveLength(22);
  expect(new Set(returned.map(({ how }) => how.split(',')[0]))).toEqual(new Set(Object.keys(DAMAGES)));
  const everMeant: Meant[] = [];
  for (const one of returned) {
    const before = desk.operations().length;
    const preview = await open(one);
    const at = `${one.village.name}, ${one.how}`;
    expect(told(preview), at).toEqual(one.filling.expected);
    const wrong = preview.rows
      .filter(({ state }) => state === 'refused')
      .map(({ what, text }) => `${what}: ${text}`);
    expect(wrong, at).toEqual([]);
    expect(desk.operations(), at).toHaveLength(before);

    await desk.rosterReturn.accept('入户核实属实');
    const done = await settled();
    expect(done, at).toMatchObject({ phase: 'done', trouble: null });
    expect(done.run, at).toMatchObject({ accepted: one.filling.expected.changed, waiting: 0 });
    everMeant.push(...one.filling.meant);
    expect(inOrder(madeBy(desk.operations())), at).toEqual(inOrder(everMeant));

    const [lines, made] = [host.returns.length, desk.operations().length];
    const again = await open(one);
    expect(told(again), at).toEqual({
      ...one.filling.expected,
      changed: 0,
      matched: one.filling.expected.matched + one.filling.expected.changed,
    });
    await desk.rosterReturn.accept('入户核实属实');
    await settled();
    expect([host.returns.length, desk.operations().length], at).toEqual([lines, made]);
  }
  expect(everMeant.length).toBeGreaterThan(100);
});

test('[RB31] nobody is cancelled or added whom no row told of', () => {
  const subjects = new Set(
    desk.operations().flatMap(({ operation }) => operation.subjects.map(({ id }) => id)),
  );
  const meant = new Set(returned.flatMap(({ filling }) => filling.meant.map(({ personId }) => personId)));
  expect(subjects).toEqual(meant);
  expect([...subjects].every((id) => persons.has(id))).toBe(true);
});
