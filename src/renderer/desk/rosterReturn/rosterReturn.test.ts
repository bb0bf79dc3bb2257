import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { RECORDS, SNAPSHOT, VILLAGE } from '#fixtures/deskSample';
import { QINGHE, type StandIn, standInDesktop } from '#fixtures/standInDesktop';
import type { GridCell, GridSheet } from '#shared/batch/grid';
import type { Person } from '#shared/domain/person';
import type { BookRow, RosterBook } from '#shared/rosterBook';
import { addsUp } from '#shared/rosterReturn/reconcile';
import type { Desk } from '../api';
import { testDesk } from '../testDesk';
import type { ReturnView } from './api';

const YEAR = 2027;
const people = RECORDS.filter(
  (record): record is Person => record.kind === 'person' && record.villageCode === VILLAGE,
);
/** Adults here of whom every outcome may be told. */
const plain = people.filter(
  ({ survival, birthDate, enrolments, elsewhere, payments, identities, schooling, certType, duplicates }) =>
    certType === '01' &&
    survival === '1' &&
    birthDate > '1970' &&
    birthDate < '2002' &&
    schooling === null &&
    identities.length + elsewhere.length + duplicates.length === 0 &&
    enrolments.length === 1 &&
    enrolments[0]?.scheme === 'RES' &&
    enrolments[0].status === 'ACTIVE' &&
    !payments.some(({ period }) => period === String(YEAR)),
);
const BATCH = '01JDAXBQ7M0V3KZR5T9WHE2CYF';
const PHONE = '15407000001';

let host: StandIn;
let book: RosterBook;
const it = testDesk(() => host.bridge, SNAPSHOT);
beforeEach(() => {
  host = standInDesktop(QINGHE);
});
afterEach(it.wipe);

const settled = (desk: Desk): Promise<ReturnView> =>
  new Promise((resolve) => {
    const look = () => {
      const view = desk.rosterReturn.snapshot();
      if (view === null) return;
      expect(addsUp(view.counts)).toBe(true);
      if (['previewing', 'accepting'].includes(view.phase)) return;
      off();
      resolve(view);
    };
    const off = desk.rosterReturn.subscribe(look);
    look();
  });

/** A desk from which the batch of the village's plain people went out. */
async function dispatched(): Promise<Desk> {
  const desk = await it.ready();
  book = desk.rosterReturn.book(
    {
      batchId: BATCH,
      batchNo: '2027-001',
      year: YEAR,
      villageCode: VILLAGE,
      personIds: plain.map(({ id }) => id),
    },
    { tier: 'office', receiver: '周田' },
  );
  expect(await desk.rosterReturn.saveBook(book)).toMatchObject({ ok: true });
  return desk;
}

const HEADINGS = [
  '行码',
  '姓名',
  '核实结果',
  '实缴金额（元）',
  '发生日期',
  '新手机号',
  '原因说明',
  '人员标识',
  '校验',
];
type Filled = Partial<Record<(typeof HEADINGS)[number], string>>;
const line = (row: BookRow, filled: Filled = {}): GridCell[] => {
  const cells: Filled = {
    行码: row.code,
    姓名: row.name,
    人员标识: row.personId,
    校验: row.checksum,
    ...filled,
  };
  return HEADINGS.map((heading) => cells[heading] ?? null);
};
const rowOf = (n: number): BookRow => {
  const row = book.sheets.flatMap(({ rows }) => rows).find(({ personId }) => personId === plain[n]?.id);
  if (row === undefined) throw new Error('no row');
  return row;
};
const returned = (lines: GridCell[][]): GridSheet[] => [
  { name: '一社', hidden: false, rows: [[book.title], [], HEADINGS, ...lines] },
];
async function open(desk: Desk, lines: GridCell[][]): Promise<ReturnView> {
  host.sheets = returned(lines);
  const opened = await desk.rosterReturn.open({ fileName: '交回.xlsx', data: '' });
  if (!opened.ok) throw new Error(opened.error.text);
  return settled(desk);
}
async function accept(desk: Desk): Promise<ReturnView> {
  await desk.rosterReturn.accept('入户核实属实');
  return settled(desk);
}
const made = (desk: Desk) =>
  desk.operations().map(({ operation: { matter, body } }) => [body.personId, matter, body.reason ?? null]);
const id = (n: number): string => plain[n]?.id ?? '';

test('[RB14][RB15] every outcome becomes the operation that fits, or a note; the preview writes nothing, and no payment is made', async () => {
  const desk = await dispatched();
  const on = '2026-11-10';
  const lines = [
    line(rowOf(0), { 核实结果: '已参保', '实缴金额（元）': '420' }),
    line(rowOf(1), { 核实结果: '死亡', 发生日期: on }),
    line(rowOf(2), { 核实结果: '户口迁出', 发生日期: on }),
    line(rowOf(3), { 核实结果: '服役', 发生日期: on }),
    line(rowOf(4), { 核实结果: '拒参' }),
    line(rowOf(5), { 核实结果: '外地参保', 发生日期: on }),
    line(rowOf(6)),
  ];
  const preview = await open(desk, lines);
  expect(preview.counts).toMatchObject({ read: 7, changed: 6, matched: 1, missing: plain.length - 7 });
  expect(preview.run).toMatchObject({ read: 6, ready: 6 });
  expect([desk.operations().length, host.returns.length]).toEqual([0, 1]);
  const done = await accept(desk);
  expect(done).toMatchObject({ phase: 'done', run: { accepted: 6, waiting: 0 } });
  expect(made(desk)).toEqual([
    [id(0), 'RES_REGISTER', null],
    [id(1), 'RES_TERMINATE', 'DEATH'],
    [id(2), 'RES_PAUSE', 'MOVED'],
    [id(3), 'RES_PAUSE', 'OTHER_PAUSE'],
  ]);
  const registered = desk.person(id(0))?.person.payments.filter(({ period }) => period === String(YEAR));
  expect(registered).toMatchObject([{ state: 'DUE', paidOn: null }]);
  const history = desk.rosterReturn.history(BATCH, rowOf(0).code);
  expect(history).toMatchObject([
    { values: { outcome: '已参保', paidFen: 42_000 }, opIds: [expect.any(String)] },
  ]);
  expect(desk.rosterReturn.history(BATCH, rowOf(4).code)).toMatchObject([
    { values: { outcome: '拒参' }, opIds: [] },
  ]);
});

test('[RB16] a new telephone is a change whose loser is kept; in a registration it goes along', async () => {
  const desk = await dispatched();
  const before = plain[0]?.phone ?? null;
  await open(desk, [
    line(rowOf(0), { 新手机号: PHONE }),
    line(rowOf(1), { 核实结果: '已参保', 新手机号: '15407000002' }),
    line(rowOf(2), { 核实结果: '失踪', 发生日期: '2026-11-10', 新手机号: '15407000003' }),
  ]);
  await accept(desk);
  expect(made(desk).map(([, matter]) => matter)).toEqual([
    'RES_CHANGE',
    'RES_REGISTER',
    'RES_CHANGE',
    'RES_PAUSE',
  ]);
  expect([0, 1, 2].map((n) => desk.person(id(n))?.person.phone)).toEqual([
    PHONE,
    '15407000002',
    '15407000003',
  ]);
  expect(desk.rosterReturn.history(BATCH, rowOf(0).code)).toMatchObject([{ phoneBefore: before }]);
});

test('[RB17] what the rules refuse is not noted and stands among the errors', async () => {
  const desk = await dispatched();
  const preview = await open(desk, [
    line(rowOf(0), { 核实结果: '死亡' }),
    line(rowOf(1), { 核实结果: '死亡', 发生日期: '2027-03-01' }),
    line(rowOf(2), { 核实结果: '拒参' }),
  ]);
  expect(preview.rows.map(({ state }) => state)).toEqual(['refused', 'refused', 'ready']);
  expect(preview.rows[0]?.text).toContain('发生日期');
  expect(preview.rows[1]?.text).toMatch(/R-/);
  await accept(desk);
  expect(desk.operations()).toHaveLength(0);
  expect(desk.rosterReturn.history(BATCH, rowOf(1).code)).toEqual([]);
  expect(desk.rosterReturn.snapshot()?.errors).toBe(2);
  await desk.rosterReturn.saveErrors();
  expect(host.saved.at(-1)).toMatchObject({
    rows: [{ columns: '发生日期' }, { reasons: expect.stringContaining('R-') }],
  });
});

test('[RB18] the same file again changes nothing; an outcome that could not be noted is noted then, without its operation being made twice', async () => {
  const desk = await dispatched();
  const lines = [
    line(rowOf(0), { 核实结果: '死亡', 发生日期: '2026-11-10' }),
    line(rowOf(1), { 核实结果: '在校' }),
  ];
  await open(desk, lines);
  host.failOnce('returns/put', { ok: false, error: { code: 'DISK', text: '磁盘已满。' } });
  expect(await accept(desk)).toMatchObject({ phase: 'stopped', trouble: { code: 'DISK' } });
  expect([desk.operations().length, host.returns.length]).toEqual([1, 1]);
  await open(desk, lines);
  expect(await accept(desk)).toMatchObject({ phase: 'done', run: { accepted: 2 } });
  expect([desk.operations().length, host.returns.length]).toEqual([1, 2]);
  expect((await open(desk, lines)).counts).toMatchObject({ matched: 2, changed: 0 });
  await accept(desk);
  expect([desk.operations().length, host.returns.length]).toEqual([1, 2]);
  // A second word replaces the first, which stays.
  await open(desk, [line(rowOf(1), { 核实结果: '拒参' })]);
  await accept(desk);
  const words = desk.rosterReturn.history(BATCH, rowOf(1).code).map(({ values }) => values.outcome);
  expect(words).toEqual(['拒参', '在校']);
});

test('[RB19] what was taken back is there again after the window’s store was wiped', async () => {
  const desk = await dispatched();
  await open(desk, [line(rowOf(0), { 核实结果: '拒参' })]);
  await accept(desk);
  await it.wipe();
  const again = await it.ready();
  expect((await open(again, [line(rowOf(0), { 核实结果: '拒参' })])).counts).toMatchObject({
    matched: 1,
    changed: 0,
  });
});

test('[CG23] a list of the campaign goes out as a workbook with its number; who comes back in it is not out any more, and the same file again says nothing new', async () => {
  const desk = await it.ready();
  const gone = await desk.campaign.dispatch({
    villageCode: VILLAGE,
    groups: null,
    year: YEAR,
    classes: ['missing'],
    receiver: '周田',
  });
  if (!gone.ok) throw new Error(gone.error.text);
  const { batch } = gone.value;
  const personIds = batch.people.map(({ personId }) => personId);
  book = desk.rosterReturn.book(
    { batchId: batch.id, batchNo: batch.no, year: YEAR, villageCode: VILLAGE, personIds },
    { tier: 'posting', receiver: batch.receiver },
  );
  expect(book.title).toContain(`第 ${batch.no} 批`);
  await desk.rosterReturn.saveBook(book);
  const rows = book.sheets.flatMap(({ rows: all }) => all);
  const [first, second] = rows;
  if (!first || !second) throw new Error('nobody is missing');
  const lines = [
    line(first, { 核实结果: '拒参', 原因说明: '明年再说' }),
    line(second, { 核实结果: '外地参保' }),
  ];
  await open(desk, lines);
  await accept(desk);
  const [list] = desk.campaign.batches();
  expect([list?.back, list?.out]).toEqual([2, batch.people.length - 2]);
  const words = desk.campaign.listed(batch.id).flatMap(({ code, word }) => (word ? [[code, word]] : []));
  expect(words).toMatchObject([
    [first.code, { outcome: '拒参', note: '明年再说', way: 'workbook', by: '周田' }],
    [second.code, { outcome: '外地参保', way: 'workbook' }],
  ]);
  const again = await open(desk, lines);
  expect(again.counts).toMatchObject({ changed: 0, matched: 2 });
});

test('[RB33] what was typed from the paper of a list is previewed and becomes operations like a workbook; once only, and what was taken back again is nothing', async () => {
  const desk = await it.ready();
  const gone = await desk.campaign.dispatch({
    villageCode: VILLAGE,
    groups: null,
    year: YEAR,
    classes: ['missing'],
    receiver: '周田',
  });
  if (!gone.ok) throw new Error(gone.error.text);
  const { id: batchId, people: listed } = gone.value.batch;
  const nobody = await desk.rosterReturn.openTyped(batchId);
  expect(nobody).toMatchObject({ ok: false, error: { code: 'NO_WORDS' } });

  const at = (n: number): number => listed.findIndex(({ personId }) => personId === plain[n]?.id);
  const said = { on: null, amountFen: null, phone: null, note: '', way: 'typed' } as const;
  const on = '2026-11-10';
  await desk.campaign.record(batchId, at(0), { ...said, outcome: '已参保', amountFen: 42_000 });
  await desk.campaign.record(batchId, at(1), { ...said, outcome: '死亡', on });
  await desk.campaign.record(batchId, at(2), { ...said, outcome: '户口迁出' });
  await desk.campaign.record(batchId, at(3), { ...said, outcome: '拒参', note: '嫌贵' });
  await desk.campaign.record(batchId, at(4), { ...said, outcome: '死亡', on });
  await desk.campaign.takeBack(batchId, at(4));
  const openTyped = async () => {
    expect(await desk.rosterReturn.openTyped(batchId)).toEqual({ ok: true, value: undefined });
    return settled(desk);
  };
  const preview = await openTyped();
  expect(preview.counts).toMatchObject({ read: 4, changed: 4, missing: listed.length - 4 });
  // Somebody moved away on no day is refused, as in a workbook.
  expect(preview.run).toMatchObject({ ready: 3, refused: 1 });
  expect(desk.operations()).toEqual([]);
  await accept(desk);
  const operations = [
    [id(0), 'RES_REGISTER', null],
    [id(1), 'RES_TERMINATE', 'DEATH'],
  ];
  expect(made(desk)).toEqual(operations);
  // The words stay what they were: typed.
  const ways = desk.campaign.listed(batchId).flatMap(({ word }) => word?.way ?? []);
  expect(ways).toEqual(['typed', 'typed', 'typed', 'typed']);

  expect((await openTyped()).counts).toMatchObject({ matched: 3, changed: 1 });
  await accept(desk);
  expect(made(desk)).toEqual(operations);
  await desk.campaign.record(batchId, at(2), { ...said, outcome: '户口迁出', on });
  await openTyped();
  await accept(desk);
  expect(made(desk)).toEqual([...operations, [id(2), 'RES_PAUSE', 'MOVED']]);
});
