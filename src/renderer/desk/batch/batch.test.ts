import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { refusalOf } from '#fixtures/deskSample';
import { type StaffCells, type StaffLine, staffLines, staffSheets } from '#fixtures/staffWorkbook';
import {
  answersWith,
  preparedSnapshot,
  QINGHE,
  type StandIn,
  standInDesktop,
} from '#fixtures/standInDesktop';
import { generateTownship, SCENARIO } from '#fixtures/township';
import { addsUp } from '#shared/batch/counts';
import type { ErrorBook } from '#shared/batch/errorBook';
import type { Person } from '#shared/domain/person';
import type { Desk } from '../api';
import { testDesk } from '../testDesk';
import type { BatchView } from './api';

const RECORDS = [...generateTownship({ persons: 3_000 })];
const SNAPSHOT = answersWith(preparedSnapshot(RECORDS, QINGHE));
const PERSONS = RECORDS.filter((record): record is Person => record.kind === 'person');
const { id: UNIT, name: UNIT_NAME } = SCENARIO.unitForHire;
const REASON = '单位补报，已告知本人';

let host: StandIn;
const it = testDesk(() => host.bridge, SNAPSHOT);
beforeEach(() => {
  host = standInDesktop(QINGHE);
});
afterEach(it.wipe);

/** The batch once it waits for the clerk; every word on the way has to add up. */
const settled = (desk: Desk): Promise<BatchView> =>
  new Promise((resolve) => {
    const look = () => {
      const view = desk.batch.snapshot();
      if (view === null) return;
      expect(addsUp(view.counts)).toBe(true);
      expect(view.counts.read).toBe(view.rows.length);
      if (['previewing', 'accepting'].includes(view.phase)) return;
      off();
      resolve(view);
    };
    const off = desk.batch.subscribe(look);
    look();
  });

async function read(
  desk: Desk,
  rows: readonly StaffCells[],
  unitName: string = UNIT_NAME,
): Promise<BatchView> {
  host.sheets = staffSheets(unitName, rows);
  const opened = await desk.batch.open({ empNo: UNIT, fileName: '增减表.xlsx', data: '' });
  if (!opened.ok) throw new Error(opened.error.text);
  return settled(desk);
}
async function accept(desk: Desk, reason: string | null = REASON): Promise<BatchView> {
  await desk.batch.accept(reason);
  return settled(desk);
}
const cellsOf = (lines: readonly StaffLine[]) => lines.map(({ cells }) => cells);
const linesOf = (rows: number, faulty: number) =>
  staffLines({ persons: PERSONS, empNo: UNIT, rows, faulty, day: '2026-11-22' });
const seqs = (desk: Desk) => desk.operations().length;

describe('an employer’s workbook', () => {
  test('[BA12][BA14][BA15] every row has a decision, accepted rows are operations in their order, and the second reading changes nothing', async () => {
    const desk = await it.ready();
    const lines = linesOf(80, 20);
    const preview = await read(desk, cellsOf(lines));
    expect(preview).toMatchObject({ phase: 'ready', layout: '职工增减表', headingRow: 3, notes: 3 });
    expect(preview.counts).toMatchObject({ read: 80, refused: 20, skipped: 0, ready: 60, accepted: 0 });
    for (const [i, row] of preview.rows.entries()) {
      expect([row.row, row.state === 'refused']).toEqual([i + 4, lines[i]?.fault !== null]);
      if (row.state === 'refused') expect(row.faults[0]?.text).toMatch(/[。）]$/);
    }
    expect(seqs(desk)).toBe(0);

    const done = await accept(desk);
    expect(done).toMatchObject({
      phase: 'done',
      counts: { accepted: 60, refused: 20, skipped: 0, waiting: 0 },
    });
    const names = desk
      .operations()
      .flatMap(({ operation, who }) => (operation.matter === 'EMP_REGISTER' ? [who] : []));
    const wanted = lines.filter(
      ({ fault, cells }) => fault === null && String(cells.变更类别).includes('增'),
    );
    expect(names).toEqual(wanted.map(({ cells }) => cells.姓名));
    const made = seqs(desk);

    const again = await read(desk, cellsOf(lines));
    expect(again.counts).toMatchObject({ refused: 20, skipped: 60, ready: 0 });
    expect(again.rows.find(({ state }) => state === 'skipped')?.text).toMatch(/回执号|正常参保|暂停/);
    await accept(desk);
    expect(seqs(desk)).toBe(made);
  });

  test('[BA21] rows that warn need the clerk’s reason, which goes into their operations and into no others', async () => {
    const desk = await it.ready();
    const preview = await read(desk, cellsOf(linesOf(60, 0)));
    expect(preview.counts.warned).toBeGreaterThan(0);
    await desk.batch.accept(null);
    expect(desk.batch.snapshot()?.phase).toBe('ready');
    expect(seqs(desk)).toBe(0);
    await accept(desk);
    for (const { operation } of desk.operations()) {
      const { decision, warnReason } = operation.forecast;
      expect(warnReason).toBe(decision === 'ALLOW_WARN' ? REASON : null);
    }
  });

  test('[BA23] a wage in the row is declared as the base with the registration, within the limits', async () => {
    const desk = await it.ready();
    const [first] = linesOf(1, 0);
    if (!first) throw new Error('no line');
    await read(desk, [{ ...first.cells, 申报工资: 1_000 }]);
    await accept(desk);
    expect(desk.operations().map(({ operation }) => operation.matter)).toEqual([
      'EMP_REGISTER',
      'BASE_DECLARATION',
    ]);
    const staff = desk.unit.view(UNIT)?.staff ?? [];
    const hired = staff.find(({ person }) => person.name === first.cells.姓名);
    expect(hired?.relation).toMatchObject({
      status: 'ACTIVE',
      bases: [{ cycle: 2026, baseFen: 420_000, from: 'FIRST_WAGE' }],
    });
  });

  test('[BA19] somebody on no file is registered at the unit’s seat with a household of their own', async () => {
    const desk = await it.ready();
    const line = linesOf(8, 0).find(({ cells }) => String(cells.身份证号).startsWith('220198'));
    if (!line) throw new Error('nobody new');
    await read(desk, [line.cells]);
    await accept(desk);
    const [registered] = desk.operations();
    expect(registered?.operation.body).toMatchObject({
      who: 'new',
      householdNew: true,
      relation: '02',
      villageCode: desk.unit.view(UNIT)?.unit.villageCode,
    });
    const again = await read(desk, [{ ...line.cells, 手机号: '15400000001' }]);
    expect(again.rows[0]).toMatchObject({
      state: 'skipped',
      text: expect.stringContaining('已在本单位正常参保'),
    });
  });

  test('[BA18] stopped in the middle, what was accepted stays; read again, the rest follows and nothing is doubled', async () => {
    const desk = await it.ready();
    const cells = cellsOf(linesOf(150, 0));
    await read(desk, cells);
    const off = desk.batch.subscribe(() => {
      if ((desk.batch.snapshot()?.counts.accepted ?? 0) > 0) desk.batch.stop();
    });
    const stopped = await accept(desk);
    off();
    expect(stopped.phase).toBe('stopped');
    const { accepted, skipped } = stopped.counts;
    expect(accepted).toBeGreaterThan(0);
    expect(skipped).toBe(150 - accepted);
    const rest = await read(desk, cells);
    expect(rest.counts).toMatchObject({ skipped: accepted, ready: 150 - accepted });
    await accept(desk);
    const subjects = desk
      .operations()
      .flatMap(({ operation }) =>
        operation.matter === 'EMP_REGISTER' ? [String(operation.body.personId)] : [],
      );
    expect(new Set(subjects).size).toBe(subjects.length);
    expect((await read(desk, cells)).counts).toMatchObject({ skipped: 150, ready: 0 });
  });

  test('[BA18] a journal that takes nothing more ends the run with its reason; nothing is claimed', async () => {
    const desk = await it.ready();
    await read(desk, cellsOf(linesOf(10, 0)));
    host.failOnce('journal/accept', {
      ok: false,
      error: { code: 'DISK_FULL', text: '磁盘已满，没有保存。' },
    });
    const ended = await accept(desk);
    expect(ended).toMatchObject({ phase: 'stopped', trouble: { code: 'DISK_FULL' } });
    expect(ended.counts.accepted + ended.counts.skipped).toBe(10);
    expect(ended.counts.accepted).toBe(ended.rows.filter(({ text }) => text.startsWith('回执号')).length);
  });

  test('[BA17] what was withdrawn is accepted anew, what the platform refused is left to the inbox', async () => {
    const desk = await it.ready();
    const lines = linesOf(2, 0);
    const bare = cellsOf(lines).map(({ 申报工资: _, ...cells }) => cells);
    await read(desk, bare);
    await accept(desk);
    const [one, two] = desk.operations();
    if (!one || !two) throw new Error('not accepted');
    expect((await desk.withdraw(one.operation.opId, '单位来电')).ok).toBe(true);
    host.judge(refusalOf(two.operation));
    await new Promise<void>((resolve) => {
      const look = () => {
        if (desk.snapshot().counts.needsClerk !== 1) return;
        off();
        resolve();
      };
      const off = desk.subscribe(look);
      look();
    });
    const again = await read(desk, bare);
    expect(again.rows.map(({ state }) => state)).toEqual([expect.stringMatching(/ready|warned/), 'skipped']);
    expect(again.rows[1]?.text).toContain('待办');
    await accept(desk);
    expect(desk.operations()).toHaveLength(3);
  });

  test('[BA13] a row that stands in the file twice is taken once; the same person with other content is refused', async () => {
    const desk = await it.ready();
    const [first] = linesOf(1, 0);
    if (!first) throw new Error('no line');
    const view = await read(desk, [first.cells, first.cells, { ...first.cells, 申报工资: 9_999 }]);
    expect(view.rows.map(({ state }) => state)).toEqual([
      expect.stringMatching(/ready|warned/),
      'skipped',
      'refused',
    ]);
    expect(view.rows[2]?.faults[0]?.text).toContain('第 4 行');
  });

  test('[BA25] 缴费工资申报 declares each employee’s base for the cycle of its month; what is declared so already is skipped, strangers are refused', async () => {
    const desk = await it.ready();
    const staff = (desk.unit.view(UNIT)?.staff ?? []).filter(
      ({ person, relation }) =>
        relation.status === 'ACTIVE' && person.certType === '01' && /^\d{17}[\dX]$/.test(person.certNo ?? ''),
    );
    const [one, two] = staff;
    if (!one || !two) throw new Error('nobody works there');
    const row = ({ name, certNo }: Person, wage: number) => [
      name,
      certNo,
      '职工基本医疗保险',
      '202604',
      { n: wage, shown: String(wage) },
    ];
    host.sheets = [
      {
        name: '申报',
        hidden: false,
        rows: [
          ['姓名', '证件号码', '参保险种', '开始年月', '工资'],
          row(one.person, 6_543.21),
          row(two.person, 99_999),
          ['查无此人', '22019819900101001X', '职工基本医疗保险', '202604', { n: 5000, shown: '5000' }],
        ],
      },
    ];
    const ask = { empNo: UNIT, fileName: '工资.xlsx', data: '' };
    expect((await desk.batch.open(ask)).ok).toBe(true);
    const preview = await settled(desk);
    expect(preview.layout).toBe('缴费工资申报');
    expect(preview.rows.map(({ state }) => state)).toEqual(['warned', 'warned', 'refused']);
    await accept(desk);
    const bases = (desk.unit.view(UNIT)?.staff ?? []).flatMap(({ person, relation }) =>
      [one.person.id, two.person.id].includes(person.id)
        ? relation.bases?.filter(({ cycle }) => cycle === 2026)
        : [],
    );
    expect(bases).toEqual(
      expect.arrayContaining([
        { cycle: 2026, baseFen: 654_321, from: 'WAGES', declaredOn: '2026-11-22' },
        { cycle: 2026, baseFen: 2_100_000, from: 'WAGES', declaredOn: '2026-11-22' },
      ]),
    );
    expect((await desk.batch.open(ask)).ok).toBe(true);
    expect((await settled(desk)).rows.map(({ state }) => state)).toEqual(['skipped', 'skipped', 'refused']);
  });

  test('[BA24] a table that names another unit is said before anything is accepted', async () => {
    const desk = await it.ready();
    const view = await read(desk, cellsOf(linesOf(2, 0)), '别处有限公司');
    expect(view.notice).toContain('别处有限公司');
    expect((await read(desk, cellsOf(linesOf(2, 0)))).notice).toBeNull();
  });

  test('[BA16] the refused rows are handed over as a workbook with the cells as they were', async () => {
    const desk = await it.ready();
    const lines = linesOf(40, 20);
    await read(desk, cellsOf(lines));
    const saved = await desk.batch.saveErrors();
    expect(saved.ok).toBe(true);
    const book = host.saved.at(-1) as ErrorBook;
    expect(book.rows).toHaveLength(20);
    expect(book.rows.map(({ cells }) => cells[1])).toEqual(
      lines.flatMap(({ fault, cells }) => (fault === null ? [] : [String(cells.姓名 ?? '')])),
    );
    for (const { wrong, reasons } of book.rows) {
      expect(wrong.length).toBeGreaterThan(0);
      expect(reasons).not.toBe('');
    }
  });
});
