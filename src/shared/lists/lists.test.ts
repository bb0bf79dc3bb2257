import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { RECORDS } from '#fixtures/deskSample';
import type { GridCell, GridSheet } from '../batch/grid';
import type { Person } from '../domain/person';
import type { SpecialIdentity } from '../domain/specialIdentity';
import { comparedNumber } from '../duplicates/numbers';
import { breakerOf, guardOf } from './guard';
import { identitiesIn } from './identityWords';
import { addsUp, countItems, type ListItem, takesAway } from './item';
import { judgeList, type ListWorld } from './judge';
import { readList } from './listRow';
import type { ListImport } from './record';
import type { ListSourceCode } from './sources';

const DAY = '2026-11-22';
const everyone = RECORDS.filter((record): record is Person => record.kind === 'person');
/** Adults with a citizen's number and a resident relation, each with nothing that a list could stumble over. */
const plain = everyone
  .filter(
    ({ certType, survival, enrolments, payments, duplicates }) =>
      certType === '01' &&
      survival === '1' &&
      duplicates.length === 0 &&
      enrolments.length === 1 &&
      enrolments[0]?.scheme === 'RES' &&
      enrolments[0].status === 'ACTIVE' &&
      payments.every(({ paidOn }) => (paidOn ?? '') < '2026-11-01'),
  )
  .map((person): Person => ({ ...person, identities: [] }));
const at = (n: number): Person => plain[n] as Person;
const held = (n: number, ...identities: Partial<SpecialIdentity>[]): Person => ({
  ...at(n),
  identities: (identities.length === 0 ? [{}] : identities).map((one) => ({
    type: 'MIN_LIVING',
    source: '县民政局',
    from: '2024-01-01',
    until: null,
    ...one,
  })),
});

const worldOf = (source: ListSourceCode, people: readonly Person[], period = '2026-11'): ListWorld => ({
  source,
  day: DAY,
  period,
  year: 2027,
  byNumber: (certNo) => people.filter((person) => comparedNumber(person.certNo)?.key === certNo),
  everybody: () => people,
});
const sheet = (headings: string[], rows: GridCell[][], above = ''): GridSheet => ({
  name: '一',
  hidden: false,
  rows: [[above], headings, ...rows],
});
const FULL = ['序号', '身份证号', '姓名', '医疗救助身份', '镇（街）', '村（居）', '纳入资助时间', '缴费时间'];
const full = (person: Person, identity: string, from: GridCell = '2026-11-03'): GridCell[] => [
  '1',
  person.certNo,
  person.name,
  identity,
  '青禾镇',
  '',
  from,
  '',
];
function judged(
  source: ListSourceCode,
  sheets: GridSheet[],
  people: readonly Person[],
  period?: string,
): ListItem[] {
  const read = readList(sheets, source, DAY);
  if (!read.ok) throw new Error(read.error);
  const items = judgeList(read.value.rows, worldOf(source, people, period));
  expect(addsUp(countItems(items))).toBe(true);
  return items;
}
const classes = (items: readonly ListItem[]) => items.map(({ class: of }) => of);
const fieldsOf = (item: ListItem | undefined) => item?.steps.map(({ fields }) => fields);

describe('a full list of assisted people', () => {
  it('[LI4] adds, changes, leaves and ends identities, each by the law’s own matter', () => {
    const people = [at(0), held(1), held(2), held(3)];
    const items = judged(
      'ASSISTED_FULL',
      [sheet(FULL, [full(at(0), '低保'), full(at(1), '特困供养'), full(at(2), '低保')])],
      people,
    );
    expect(classes(items)).toEqual(['added', 'changed', 'same', 'cancelled']);
    expect(fieldsOf(items[0])).toEqual([
      { personId: at(0).id, what: 'ENTER', type: 'MIN_LIVING', source: '民政', from: '2026-11-03' },
    ]);
    expect(fieldsOf(items[1])).toMatchObject([
      { what: 'END', ending: 'MIN_LIVING', until: '2026-10-31' },
      { what: 'ENTER', type: 'EXTREMELY_POOR' },
    ]);
    expect(fieldsOf(items[3])).toEqual([
      { personId: at(3).id, what: 'END', ending: 'MIN_LIVING', until: '2026-10-31' },
    ]);
    expect(items[1]?.turn).toMatchObject({
      before: { identities: [{ type: 'MIN_LIVING', until: null }] },
      after: { identities: [{ until: '2026-10-31' }, { type: 'EXTREMELY_POOR', until: null }] },
    });
  });

  it('[LI5] does not end what another office answers for, nor what began after its month', () => {
    const people = [
      held(0, { type: 'SEVERELY_DISABLED', source: '县残联' }),
      held(1, { from: '2026-11-05' }),
      held(2, { type: 'SEVERELY_DISABLED', source: '县民政局' }),
      held(3, { source: null }),
      held(4, { type: 'LAND_EXPROPRIATED', source: '自然资源' }),
      { ...held(6), certType: '99', certNo: null },
    ];
    const items = judged('ASSISTED_FULL', [sheet(FULL, [full(at(5), '低保')])], [...people, at(5)]);
    expect(items.map(({ class: of, person }) => [person?.id, of])).toEqual([
      [at(5).id, 'added'],
      [at(0).id, 'undecided'],
      [at(1).id, 'undecided'],
      [at(2).id, 'cancelled'],
      [at(6).id, 'undecided'],
    ]);
    expect(items[1]?.text).toContain('县残联');
  });

  it('[LI6] says 需核实 where two identities exclude each other, the name is another’s, the file is double or the person is dead', () => {
    const dead: Person = { ...at(3), survival: '2' };
    const twice: Person = { ...at(4), id: 'OTHER' };
    const items = judged(
      'ASSISTED_FULL',
      [
        sheet(FULL, [
          full(at(0), '特困、低保'),
          full({ ...at(1), name: '另一人' }, '低保'),
          full(dead, '低保'),
          full(at(4), '低保'),
        ]),
      ],
      [at(0), at(1), dead, at(4), twice],
    );
    expect(classes(items)).toEqual(['undecided', 'undecided', 'undecided', 'undecided']);
    // Of two files with one number neither is off the list.
    const double = [held(4), { ...held(4), id: 'OTHER' }];
    expect(classes(judged('ASSISTED_FULL', [sheet(FULL, [full(at(4), '低保')])], double))).toEqual([
      'undecided',
    ]);
    const adding = judged(
      'CIVIL_AFFAIRS',
      [sheet(FULL, [full(at(0), '低保')])],
      [held(0, { type: 'EXTREMELY_POOR' })],
    );
    expect(classes(adding)).toEqual(['undecided']);
  });

  it('[LI7] takes nothing from anybody where a row is wrong, a village is missing, or it is another month’s, place’s or a part', () => {
    const village = (n: number) => ({ ...held(n), villageCode: '220199100202' });
    const people = [held(0), held(1), village(2), village(3), village(4)];
    const guard = (
      rows: GridCell[][],
      over: { above?: string; past?: Partial<ListImport>[]; period?: string } = {},
    ) => {
      const period = over.period ?? '2026-11';
      const read = readList([sheet(FULL, rows, over.above)], 'ASSISTED_FULL', DAY);
      if (!read.ok) throw new Error(read.error);
      const world = worldOf('ASSISTED_FULL', people, period);
      const items = judgeList(read.value.rows, world);
      return guardOf(
        {
          tables: read.value.tables,
          items,
          past: (over.past ?? []).map((one) => ({ source: 'ASSISTED_FULL', ...one }) as ListImport),
          villageName: (code) => (code === '220199100202' ? '柳河村' : '东岗村'),
        },
        world,
      );
    };
    const whole = [0, 1, 2, 3].map((n) => full(at(n), '低保'));
    expect(guard(whole)).toEqual([]);
    expect(guard([...whole, ['5', '', '无号码', '低保']])[0]).toContain('1 行有误');
    expect(guard([...whole, full(at(9), '')])[0]).toContain('1 行有误');
    expect(guard([full(at(0), '低保'), full(at(1), '低保')])[0]).toContain('柳河村');
    expect(guard(whole, { above: '2025年12月资助参保对象' })[0]).toContain('2025');
    expect(guard(whole, { above: '2026年11月资助参保对象' })).toEqual([]);
    expect(guard(whole, { past: [{ period: '2026-12', rows: 4 }] })[0]).toContain('更旧');
    expect(guard(whole, { past: [{ period: '2026-10', rows: 90 }] })[0]).toContain('不完整');
    const strangers = Array.from({ length: 6 }, (_, n) => full(at(20 + n), '低保'));
    expect(guard([...whole, ...strangers])[0]).toContain('别的乡镇');
  });

  it('[LI8] stops where more is taken than a month takes, and names the villages', () => {
    const people = Array.from({ length: 40 }, (_, n) => held(n));
    const losing = (n: number): ListItem[] =>
      judged(
        'ASSISTED_FULL',
        [
          sheet(
            FULL,
            people.slice(n).map((one) => full(one, '低保')),
          ),
        ],
        people,
      );
    const having = (person: Person) => person.identities.length > 0;
    expect(breakerOf(losing(2), people, having).trips).toBe(false);
    const tripped = breakerOf(losing(5), people, having);
    expect(tripped).toMatchObject({ trips: true, total: 5 });
    expect(tripped.losses.reduce((sum, { losing: n }) => sum + n, 0)).toBe(5);
  });
});

describe('other lists', () => {
  it('[LI9] a death ends the resident relation; one that the record contradicts is looked into', () => {
    const paidAfter: Person = {
      ...at(1),
      payments: [
        {
          scheme: 'RES',
          period: '2027',
          until: null,
          state: 'PAID',
          personFen: 40_000,
          assistFen: 0,
          paidOn: '2026-10-20',
          voucherNo: 'V',
        },
      ],
    };
    const rows = [at(0), at(1), at(2)].map((person) => [
      '1',
      person.name,
      person.certNo,
      '2026-10-01',
      '',
      '',
    ]);
    const items = judged(
      'DEATHS',
      [
        sheet(
          ['序号', '姓名', '身份证号码', '死亡时间', '镇街', '备注'],
          [...rows, ['4', '甲', at(3).certNo, '', '', '']],
        ),
      ],
      [at(0), paidAfter, { ...at(2), survival: '2' }, at(3)],
    );
    expect(classes(items)).toEqual(['ended', 'undecided', 'same', 'wrong']);
    expect(fieldsOf(items[0])).toMatchObject([{ reason: 'DEATH', effectiveOn: '2026-10-01' }]);
  });

  it('[LI10] what the police or the tax office say is compared, and makes neither a move nor a payment', () => {
    const moved = judged(
      'POLICE',
      [
        sheet(
          ['姓名', '公民身份号码', '户籍状态', '变动日期', '迁往地'],
          [
            [at(0).name, at(0).certNo, '迁出', '2026-09-01', '邻县'],
            [at(1).name, at(1).certNo, '正常', '', ''],
            [at(2).name, at(2).certNo, '死亡注销', '2026-09-09', ''],
            [at(3).name, at(3).certNo, '其他', '', ''],
          ],
        ),
      ],
      plain,
    );
    expect(classes(moved)).toEqual(['undecided', 'same', 'ended', 'wrong']);
    const tax = judged(
      'TAX',
      [
        sheet(
          ['序号', '镇（街）', '姓名', '身份证号码', '代缴类别', '参保类别', '代缴金额', '个人缴费金额'],
          [['1', '', at(0).name, at(0).certNo, '', '', '0', '400']],
        ),
      ],
      plain,
    );
    expect(classes(tax)).toEqual(['undecided']);
    expect([...moved, ...tax].flatMap(({ steps }) => steps).map(({ matter }) => matter)).toEqual([
      'RES_TERMINATE',
    ]);
  });

  it('[LI11] a disability list counts the first two degrees', () => {
    const items = judged(
      'DISABLED',
      [
        sheet(
          ['残疾人姓名', '身份证号', '残疾等级', '发证日期'],
          [
            [at(0).name, at(0).certNo, '一级', '2020-01-01'],
            [at(1).name, at(1).certNo, '3级', ''],
            [at(2).name, at(2).certNo, '', ''],
          ],
        ),
      ],
      plain,
    );
    expect(classes(items)).toEqual(['added', 'same', 'wrong']);
  });
});

test('[LI2] headings are known in their spellings, whatever their brackets and widths; a missing one is named with what would be taken', () => {
  const other = ['公民身份号码', '姓　名', '对象类别', '镇(街)', '村（居）'];
  expect(
    classes(
      judged('ASSISTED_FULL', [sheet(other, [[at(0).certNo, at(0).name, '低保对象', '', '']])], [at(0)]),
    ),
  ).toEqual(['added']);
  const lacking = readList(
    [sheet(['身份证号', '姓名', '村（居）'], [['1', '甲', '']])],
    'ASSISTED_FULL',
    DAY,
  );
  expect(lacking).toMatchObject({ ok: false, error: expect.stringContaining('医疗救助身份') });
});

test('[LI3] old numbers, full-width digits and several identities in a cell are read; what a sheet has spoilt is said', () => {
  const certNo = at(0).certNo ?? '';
  const wide = [...certNo].map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join('');
  const read = (cell: GridCell, identity = '低保') =>
    judged('CIVIL_AFFAIRS', [sheet(FULL, [['1', cell, at(0).name, identity, '', '', '', '']])], [at(0)])[0];
  expect(read(wide)?.class).toBe('added');
  const old = `${certNo.slice(0, 6)}${certNo.slice(8, 17)}`;
  expect(read(old)?.text).toContain('15 位旧号');
  expect(read({ n: 2.2e17, shown: '2.2E+17' })).toMatchObject({
    class: 'wrong',
    text: expect.stringContaining('丢失'),
  });
  expect(read(certNo, '低保户')?.class).toBe('added');
  expect(read(certNo, '神仙')?.class).toBe('wrong');
  expect(identitiesIn('低保边缘户，脱贫不稳定户;孤儿').types).toEqual([
    'LOW_INCOME_EDGE',
    'RETURN_TO_POVERTY_RISK',
    'ORPHAN',
  ]);
});

test('[LI12] whatever stands in a file, every row is in one class, and reading never throws', () => {
  const cell = fc.oneof(
    fc.constant(null),
    fc.string(),
    fc.constantFrom(at(0).certNo, at(1).certNo, at(0).name, '低保', '死亡', '2026-01-02', '一级', '400'),
    fc.double({ noNaN: true }).map((n) => ({ n, shown: String(n) })),
  );
  const codes = [
    'ASSISTED_FULL',
    'CIVIL_AFFAIRS',
    'DISABLED',
    'REVITALISATION',
    'DEATHS',
    'POLICE',
    'TAX',
  ] as const;
  fc.assert(
    fc.property(
      fc.constantFrom(...codes),
      fc.array(fc.array(cell, { minLength: 9, maxLength: 9 }), { maxLength: 12 }),
      (source, rows) => {
        const headings = [
          '姓名',
          '身份证号',
          '身份类别',
          '残疾等级',
          '死亡时间',
          '户籍状态',
          '变动日期',
          '个人缴费金额',
          '纳入时间',
        ];
        const read = readList([sheet(headings, rows)], source, DAY);
        if (!read.ok) return;
        const items = judgeList(read.value.rows, worldOf(source, plain.slice(0, 5)));
        const counts = countItems(items);
        expect(addsUp(counts)).toBe(true);
        expect(counts.read).toBe(read.value.rows.length);
        for (const item of items) if (takesAway(item)) expect(item.person).not.toBeNull();
      },
    ),
    { numRuns: 300 },
  );
});
