import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { certNoOf } from '#fixtures/matterWorld';
import { GridCell, type GridSheet } from '../batch/grid';
import { readSheets } from '../batch/sheet';
import { rowCodeOf } from '../campaign/rowCode';
import { bookChecksum } from '../rosterBook';
import type { BatchOut } from './batchOut';
import { addsUp, reconcile } from './reconcile';
import { linesOfBatch, MOST_OUT, type RecordedReturn, ReturnBook } from './recorded';
import { returnErrors } from './returnErrors';
import { outcomeIn } from './values';
import { whichBatch } from './whichBatch';

const BATCH = '01JDAXBQ7M0V3KZR5T9WHE2CYF';
const NAMES = ['王禾', '李穗', '张垄', '阿依夏木·卡德尔'];
const rows = NAMES.map((name, at) => {
  const key = { code: rowCodeOf(BATCH, at), personId: `P${at}`, name };
  return { ...key, checksum: bookChecksum(BATCH, key), certNo: certNoOf('1980-05-16', 20 + at) };
});
const batch: BatchOut = { batchId: BATCH, year: 2027, villageCode: '220199100201', rows };

const HEADINGS = [
  '行码',
  '姓名',
  '证件号码',
  '核实结果',
  '实缴金额（元）',
  '发生日期',
  '新手机号',
  '原因说明',
  '人员标识',
  '校验',
];
const line = (at: number, cells: Record<string, GridCell> = {}): GridCell[] => {
  const row = rows[at];
  const own: Record<string, GridCell> = {
    行码: row?.code ?? null,
    姓名: row?.name ?? null,
    证件号码: row?.certNo ?? null,
    人员标识: row?.personId ?? null,
    校验: row?.checksum ?? null,
    ...cells,
  };
  return HEADINGS.map((heading) => own[heading] ?? null);
};
const file = (lines: GridCell[][], title = '青禾村2027年度入户花名册'): GridSheet[] => [
  { name: '目录', hidden: false, rows: [['目录'], ['表号', '社（组）', '户数', '人数']] },
  {
    name: '一社',
    hidden: false,
    rows: [[title], [], HEADINGS, ...lines, ['合计：4 户，4 人。'], ['经办人（签字）：']],
  },
];
const back = (lines: GridCell[][], last: ReadonlyMap<string, RecordedReturn> = new Map()) => {
  const read = readSheets(file(lines));
  if (!read.ok) throw new Error(read.error);
  const result = reconcile(batch, read.value, last);
  expect(addsUp(result.counts)).toBe(true);
  return result;
};
const one = (lines: GridCell[][]) => {
  const [row] = back(lines).rows;
  if (row === undefined) throw new Error('no row');
  return row;
};

describe('whose row it is', () => {
  test('[RB1] by its code however typed, by the hidden key where the code is spoilt, by a whole certificate number where both are gone', () => {
    const code = rows[1]?.code ?? '';
    for (const typed of [code, code.toLowerCase(), ` ${code.slice(0, 3)}-${code.slice(3)}`])
      expect(one([line(1, { 行码: typed })]).of).toBe(rows[1]);
    expect(one([line(1, { 行码: code.slice(1) })])).toMatchObject({
      of: rows[1],
      state: 'matched',
      text: expect.stringContaining('按人员标识认人'),
    });
    expect(one([line(1, { 行码: null, 人员标识: null, 校验: null })]).of).toBe(rows[1]);
    expect(one([line(3, { 姓名: '阿依夏木•卡德尔 ' })]).of).toBe(rows[3]);
  });

  test('[RB2] what does not stand together is illegible, with the reason: another’s name, key or checksum beside a code', () => {
    const others: Record<string, GridCell>[] = [{ 姓名: '李穗' }, { 人员标识: 'P1' }, { 校验: '00000000' }];
    for (const cells of others)
      expect(one([line(0, cells)])).toMatchObject({
        state: 'illegible',
        faults: [{ text: expect.stringMatching(/改正。$/) }],
      });
    const lost = { 行码: null, 人员标识: null, 校验: null };
    expect(one([line(0, { ...lost, 证件号码: { n: 4.4e17, shown: '4.4E+17' } })])).toMatchObject({
      state: 'illegible',
      faults: [{ text: expect.stringContaining('后几位丢失') }],
    });
    expect(one([line(0, { ...lost, 证件号码: '220199********0012' })]).state).toBe('illegible');
    expect(one([line(0, { ...lost, 行码: 'K7A', 证件号码: null })]).faults[0]?.text).toContain('看不清');
  });

  test('[RB3] a spoilt certificate number beside a code or key changes nothing', () => {
    expect(one([line(0, { 证件号码: { n: 4.4e17, shown: '4.4E+17' }, 核实结果: '拒参' })])).toMatchObject({
      state: 'changed',
      of: rows[0],
      text: expect.stringContaining('没有采用'),
    });
  });

  test('[RB4] who is not of the batch is extra and goes no further; so is a row of another batch', () => {
    const nobody = {
      行码: null,
      人员标识: null,
      校验: null,
      姓名: '赵新',
      证件号码: certNoOf('1990-01-02', 3),
      核实结果: '已参保',
    };
    const other = { 行码: rowCodeOf('another', 2), 人员标识: null, 校验: null, 证件号码: null };
    const result = back([line(0, nobody), line(0, other), line(0)]);
    expect(result.counts).toMatchObject({ read: 3, extra: 2, matched: 1, missing: 3 });
    expect(result.rows[0]?.text).toContain('不会自动登记');
    expect(result.rows[1]?.text).toContain('不是这个批次');
  });
});

describe('what it says', () => {
  test('[RB5] a day in any spelling, a serial number, full-width digits, an amount and a telephone are read; other words for an outcome are it', () => {
    const said = { outcome: '死亡', paidFen: null, on: '2026-11-10', phone: null, why: null };
    for (const on of [
      '2026-11-10',
      '２０２６．１１．１０',
      '2026年11月10日',
      '20261110',
      { n: 46336, shown: '46336' },
      { day: '2026-11-10' },
    ])
      expect(one([line(0, { 核实结果: '去世 ', 发生日期: on })]).written.values).toEqual(said);
    expect(
      one([
        line(0, { 核实结果: '已缴费', '实缴金额（元）': '４２０．００元', 新手机号: '＋８６ 154 0000 0001' }),
      ]).written.values,
    ).toMatchObject({ outcome: '已参保', paidFen: 42_000, phone: '15400000001' });
    expect(outcomeIn('当兵')).toBe('服役');
    expect(outcomeIn('再说')).toBeNull();
  });

  test.each([
    [{ 核实结果: '再说' }, 'outcome', '不在列表里'],
    [{ 核实结果: '其他' }, 'why', '写明情况'],
    [{ 发生日期: '2026-11-10' }, 'outcome', '没有选核实结果'],
    [{ 核实结果: '死亡', 发生日期: '2026-11' }, 'happenedOn', '写到哪一天'],
    [{ 核实结果: '死亡', 发生日期: '2026-02-30' }, 'happenedOn', '不存在'],
    [{ 核实结果: '拒参', '实缴金额（元）': '420' }, 'paid', '却填了实缴金额'],
    [{ 新手机号: '138' }, 'newPhone', '11 位手机号'],
  ])('[RB6] %o is illegible at its cell', (cells, column, text) => {
    const row = one([line(2, cells)]);
    expect(row).toMatchObject({ state: 'illegible', of: rows[2] });
    expect(row.faults).toEqual([{ column, text: expect.stringContaining(text) }]);
  });
});

describe('the report', () => {
  test('[RB7] rows deleted are missing, and that is all: nothing is wished of them', () => {
    const result = back([line(1, { 核实结果: '拒参' })]);
    expect(result.missing.map(({ personId }) => personId)).toEqual(['P0', 'P2', 'P3']);
    expect(result.counts).toMatchObject({ read: 1, changed: 1, missing: 3, batch: 4 });
  });

  test('[RB8] the same row twice counts once; two that differ count not at all, and both say where the other is', () => {
    const same = back([line(0, { 核实结果: '拒参' }), line(0, { 核实结果: '拒参' }), line(0)]);
    expect(same.rows.map(({ state }) => state)).toEqual(['changed', 'extra', 'extra']);
    const differing = back([line(0, { 核实结果: '拒参' }), line(0, { 核实结果: '在校' }), line(1)]);
    expect(differing.counts).toMatchObject({ illegible: 2, illegiblePeople: 1, matched: 1, missing: 2 });
    expect(differing.rows[0]?.faults[0]?.text).toContain('第 5 行');
  });

  test('[RB9] a row that was taken back before with the same words is matched, and an empty one takes nothing away', () => {
    const filled = [line(0, { 核实结果: '拒参' })];
    const values = { outcome: '拒参', paidFen: null, on: null, phone: null, why: null } as const;
    const recorded = {
      code: rows[0]?.code ?? '',
      personId: 'P0',
      values,
      phoneBefore: null,
      opIds: [],
      place: '一社',
    };
    const last = new Map([[recorded.code, recorded]]);
    expect(back(filled, last).rows[0]).toMatchObject({ state: 'matched', text: '与已回收的相同。' });
    expect(back([line(0)], last).rows[0]).toMatchObject({
      state: 'matched',
      text: expect.stringContaining('结果不变'),
    });
    expect(back([line(0, { 核实结果: '在校' })], last).rows[0]?.state).toBe('changed');
  });

  test('[RB10] read and batch add up whatever the cells say, and nothing throws', () => {
    const cell = fc.oneof(
      fc.constant(null),
      fc.string(),
      fc.constantFrom(...NAMES, ...rows.map(({ code }) => code), 'P0', 'P1', '拒参', '2026-11-10', '420'),
      fc.record({ n: fc.double(), shown: fc.string() }),
      fc.record({ day: fc.string() }),
    );
    const anything = fc.array(
      fc.oneof(
        fc.array(cell, { minLength: 10, maxLength: 10 }),
        fc.nat(3).map((at) => line(at)),
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(anything, (lines) => {
        for (const row of lines) for (const one of row) GridCell.safeParse(one);
        const read = readSheets(file([line(0), ...lines]));
        if (read.ok) expect(addsUp(reconcile(batch, read.value, new Map()).counts)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('which batch it is of', () => {
  const other: BatchOut = {
    ...batch,
    batchId: 'OTHER',
    rows: rows.map((row, at) => ({ ...row, code: rowCodeOf('OTHER', at), personId: `Q${at}` })),
  };
  test('[RB11] the batch that knows its people; else a sentence says why there is none', () => {
    expect(whichBatch(file([line(0)]), [other, batch])).toMatchObject({
      ok: true,
      value: { batch: { batchId: BATCH } },
    });
    const said = (sheets: GridSheet[], batches: readonly BatchOut[]): string => {
      const found = whichBatch(sheets, batches);
      if (found.ok) throw new Error('was found');
      return found.error;
    };
    expect(said(file([line(0)]), [])).toContain('还没有下放过');
    expect(said(file([line(0)], '青禾村2026年度入户花名册'), [batch])).toContain('2026 年度');
    expect(
      said(file([line(0, { 人员标识: null, 校验: null, 证件号码: null })]), [
        { ...other, rows: other.rows.slice(0, 1) },
      ]),
    ).toContain('不是本机下放的批次');
    expect(
      said(
        [
          {
            name: '表',
            hidden: false,
            rows: [
              ['姓名', '身份证号', '变更类别'],
              ['王禾', '1', '增加'],
            ],
          },
        ],
        [batch],
      ),
    ).toContain('不是入户花名册');
  });

  test('[RB12] the last word on a row counts, those before it stay, and a large batch is put together from its lines', () => {
    const many: BatchOut = {
      ...batch,
      rows: Array.from({ length: MOST_OUT + 3 }, (_, at) => ({
        ...(rows[0] as (typeof rows)[0]),
        code: `C${at}`,
      })),
    };
    const book = new ReturnBook();
    for (const out of [...linesOfBatch(many), ...linesOfBatch(many)]) book.add(out);
    expect(book.batches()).toEqual([many]);
    const values = { outcome: '拒参', paidFen: null, on: null, phone: null, why: null } as const;
    const row = { code: 'C1', personId: 'P0', values, phoneBefore: null, opIds: [], place: '' };
    const line = { type: 'back', batchId: BATCH, fileName: 'a', at: 'now', clerk: 'c' } as const;
    book.add({ ...line, rows: [row] });
    book.add({ ...line, rows: [{ ...row, values: { ...values, outcome: '在校' } }] });
    expect(book.history(BATCH, 'C1').map((one) => one.values.outcome)).toEqual(['在校', '拒参']);
    expect(book.last(BATCH).get('C1')?.values.outcome).toBe('在校');
  });

  test('[RB13] what was not taken becomes a workbook that is read again as it is', () => {
    const result = back([line(0, { 核实结果: '再说' }), line(1, { 姓名: '王禾' })]);
    const wrong = result.rows.map((read) => ({ read, faults: read.faults }));
    const errors = returnErrors(wrong, { title: '没有回收的行', note: '改' });
    expect(errors.rows[0]).toMatchObject({
      wrong: [3],
      columns: '核实结果',
      reasons: expect.stringContaining('一社第 4 行'),
    });
    const again = readSheets([
      {
        name: '错误行',
        hidden: false,
        rows: [
          [errors.title],
          [],
          [...errors.headings, '错误列', '错误原因'],
          ...errors.rows.map(({ cells }) =>
            cells.with(3, '拒参').with(1, NAMES[cells[8] === 'P0' ? 0 : 1] ?? ''),
          ),
        ],
      },
    ]);
    if (!again.ok) throw new Error(again.error);
    expect(reconcile(batch, again.value, new Map()).counts).toMatchObject({ read: 2, changed: 2 });
  });
});
