import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { certNoOf } from '#fixtures/matterWorld';
import { OpId } from '../domain/operation';
import { readDay, readMoney, readNumberText } from './cells';
import { columnOf } from './columns';
import { addsUp, countRows, type RowState } from './counts';
import { GridCell, type GridSheet } from './grid';
import { rowKey, rowOpId } from './rowKey';
import { readSheet, readSheets } from './sheet';
import { readWish } from './wish';

const sheet = (rows: GridCell[][], over: Partial<GridSheet> = {}): GridSheet => ({
  name: '表',
  hidden: false,
  rows,
  ...over,
});
const HEADINGS = ['姓名', '身份证号', '变更类别', '参保时间'];
const LI = ['李春苗', certNoOf('1992-05-16', 22), '增加', '2026-11-02'];

describe('headings', () => {
  test.each([
    ['公民身份号码', 'certNo'],
    ['身份证件号码 ', 'certNo'],
    ['身 份 证 号', 'certNo'],
    ['村（居）', 'village'],
    ['村(居)', 'village'],
    ['性别（1-男;2-女）', 'sex'],
    ['＊姓名', 'name'],
    ['基本医疗 √', 'medical'],
    ['镇（街）', 'unused'],
    ['特殊人员身份类别', 'unused'],
    ['血型', null],
  ])('[BA1] %s is read whatever its width, brackets and blanks', (heading, key) => {
    expect(columnOf(heading)).toBe(key);
  });

  test('[BA2] the table is found below titles and names, and where headings go over two rows', () => {
    const below = readSheet(sheet([['职工增减表'], ['单位名称：某厂', null, '2026年'], HEADINGS, LI]));
    expect(below).toMatchObject({ ok: true, value: { headingRow: 3, layout: 'STAFF_CHANGE' } });
    const two = readSheet(
      sheet([
        ['新郑市城乡基本医疗保险批量参保登记表'],
        ['姓名', '证件信息', null, '参保时间'],
        [null, '证件类型', '公民身份号码', null],
        ['李春苗', '居民身份证', certNoOf('1992-05-16', 22), '20261102'],
      ]),
    );
    expect(two).toMatchObject({ ok: true, value: { headingRow: 3, layout: 'STAFF_REGISTER' } });
    if (two.ok) expect([...two.value.at.keys()].sort()).toEqual(['certNo', 'certType', 'hireDate', 'name']);
  });

  test('[BA3] the layout follows from the columns; what is missing is named with the spellings that are taken', () => {
    const wages = readSheet(
      sheet([
        ['姓名', '证件号码', '工资', '开始年月'],
        ['李春苗', 'x', { n: 5000, shown: '5000' }, '202604'],
      ]),
    );
    expect(wages.ok && wages.value.layout).toBe('BASE');
    const missing = readSheet(
      sheet([
        ['姓名', '身份证号', '性别'],
        ['李春苗', 'x', '女'],
      ]),
    );
    expect(missing).toMatchObject({ ok: false, error: expect.stringContaining('用工时间') });
    expect(
      readSheet(
        sheet([
          ['a', 'b'],
          ['1', '2'],
        ]),
      ),
    ).toMatchObject({
      ok: false,
      error: expect.stringContaining('没有找到表头'),
    });
  });

  test('[BA4] sums, notes, signatures and empty rows are no people, and are counted apart', () => {
    const read = readSheet(
      sheet([
        HEADINGS,
        LI,
        [],
        ['合计', null, '1'],
        ['注：本表一式两份'],
        [null, null, '填表人：王五'],
        ['', '', '', ''],
      ]),
    );
    expect(read.ok && [read.value.rows.map(({ row }) => row), read.value.notes]).toEqual([[2], 3]);
  });

  test('[BA5] hidden sheets are not read; of several tables the first is taken and the others are named', () => {
    const tables = [HEADINGS, LI];
    const read = readSheets([
      sheet(tables, { name: '隐藏', hidden: true }),
      sheet([['说明']], { name: '填表说明' }),
      sheet(tables, { name: '一月' }),
      sheet(tables, { name: '二月' }),
    ]);
    expect(read.ok && read.value.map(({ name }) => name)).toEqual(['一月', '二月']);
    expect(readSheets([sheet(tables, { hidden: true })])).toMatchObject({ ok: false });
  });
});

describe('cells', () => {
  test('[BA7] a number that the sheet has cut or shows with an exponent is refused in words; text is kept whole', () => {
    const lost = [
      { n: 2.20199199205162e17, shown: '2.20199E+17' },
      { n: 220199199205160000, shown: '220199199205160000' },
    ];
    for (const cell of lost)
      expect(readNumberText(cell)).toMatchObject({
        ok: false,
        error: expect.stringContaining('后几位已经丢失'),
      });
    expect(readNumberText('4.4E+17')).toMatchObject({ ok: false });
    expect(readNumberText("'220199199205160022")).toEqual({ ok: true, value: '220199199205160022' });
    expect(readNumberText({ n: 15400000008, shown: '15400000008' })).toEqual({
      ok: true,
      value: '15400000008',
    });
  });

  test.each([
    ['2026-11-02', '2026-11-02', 'day'],
    ['2026/11/2', '2026-11-02', 'day'],
    ['2026.11.2', '2026-11-02', 'day'],
    ['2026年11月2日', '2026-11-02', 'day'],
    ['２０２６１１０２', '2026-11-02', 'day'],
    ['2026-11-02 08:30:00', '2026-11-02', 'day'],
    ['202611', '2026-11-01', 'month'],
    ['2026年11月', '2026-11-01', 'month'],
    ['2026', '2026-01-01', 'year'],
    [{ day: '2026-11-02' }, '2026-11-02', 'day'],
    [{ n: 46328, shown: '46328' }, '2026-11-02', 'day'],
    [{ n: 20261102, shown: '20261102' }, '2026-11-02', 'day'],
  ] as const)('[BA8] %j is a day', (cell, date, precision) => {
    expect(readDay(cell, '日期')).toEqual({ ok: true, value: { date, precision } });
  });
  test.each(['2026-02-30', '20261301', '昨天', '26-11-02', '11/2/2026'])('[BA8] %s is none', (text) => {
    expect(readDay(text, '日期').ok).toBe(false);
  });

  test.each([
    ['5,432.10', 543_210],
    ['￥5432.1元', 543_210],
    [{ n: 5432.1, shown: '5432.1' }, 543_210],
    ['５４３２', 543_200],
  ] as const)('[BA9] %j is an amount', (cell, fen) => {
    expect(readMoney(cell, '工资')).toEqual({ ok: true, value: fen });
  });
  test.each(['-1', '面议', '1.234', '1e9', { n: -1, shown: '-1' }, { n: Number.NaN, shown: '' }] as const)(
    '[BA9] %j is none',
    (cell) => {
      const read = readMoney(cell, '工资');
      expect(read.ok && read.value !== null).toBe(false);
    },
  );
});

const anyCell = fc.oneof(
  fc.constant(null),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom(...HEADINGS, '工资', '证件号码', '合计', '增加', '减少', '2026-11-02', ...LI),
  fc.record({ n: fc.double({ noNaN: true, noDefaultInfinity: true }), shown: fc.string({ maxLength: 12 }) }),
  fc.record({ day: fc.constantFrom('2026-11-02', '') }),
);

describe('a row', () => {
  test('[BA10] whatever stands in a sheet, reading it never throws, and every row is a wish or has a reason', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(anyCell, { maxLength: 8 }), { maxLength: 12 }),
        fc.constantFrom(
          HEADINGS,
          ['姓名', '证件号码', '工资', '开始年月'],
          ['姓名', '公民身份号码', '用工时间'],
        ),
        (rows, headings) => {
          const grid = rows.map((row) => row.map((cell) => GridCell.parse(cell)));
          readSheet(sheet(grid));
          const read = readSheet(sheet([headings, ...grid]));
          if (!read.ok) return;
          for (const row of read.value.rows) {
            const wish = readWish(read.value, row);
            if ('faults' in wish) expect(wish.faults.length).toBeGreaterThan(0);
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  test('[BA12] read = accepted + refused + skipped + waiting, whatever the states are', () => {
    const states: RowState[] = ['open', 'ready', 'warned', 'refused', 'skipped', 'accepted'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...states)), (all) => {
        const counts = countRows(all);
        expect(addsUp(counts)).toBe(true);
        expect(counts.read).toBe(all.length);
        expect(counts.warned).toBeLessThanOrEqual(counts.ready);
      }),
    );
  });

  test('[BA13] the same wish for the same person at the same unit has the same id on one desk, and on no other', () => {
    const read = readSheet(sheet([HEADINGS, LI, [...LI].reverse()]));
    const moved = readSheet(
      sheet([
        ['表'],
        ['参保时间', '姓名', '公民身份号码', '变更类型'],
        ['2026/11/2', LI[0], LI[1], '新增'] as string[],
      ]),
    );
    const [row, other] = [read.ok && read.value, moved.ok && moved.value];
    if (!row || !other) throw new Error('unread');
    const key = (of: typeof row) => {
      const wish = readWish(of, of.rows[0] as never);
      if (!('wish' in wish)) throw new Error(JSON.stringify(wish));
      return rowKey('D0001', wish.wish);
    };
    expect(key(row)).toBe(key(other));
    const id = rowOpId('desk-1', key(row), 0, 0);
    expect(OpId.safeParse(id).success).toBe(true);
    const others = [
      rowOpId('desk-2', key(row), 0, 0),
      rowOpId('desk-1', key(row), 1, 0),
      rowOpId('desk-1', key(row), 0, 1),
    ];
    expect(new Set([id, ...others]).size).toBe(4);
    expect(rowOpId('desk-1', key(row), 0, 0)).toBe(id);
  });
});
