import { describe, expect, test } from 'vitest';
import { MEMBER_KINDS, oldRecords, oldSheet } from '#fixtures/migration';
import type { GridCell, GridSheet } from '#shared/batch/grid';
import { decide } from '../rules/decide';
import { visitBook } from './books';
import { CLASS_CODES, wayOf } from './classes';
import { readEmployees } from './employees';
import { readHouseholds } from './households';
import { type Migration, migrate } from './migrate';
import { outcomesOf } from './outcome';
import { groupOf, householdIdOf, villageOf } from './place';
import { readPolice } from './police';
import { gapsOf, goingTo } from './report';
import { reportLines } from './reportText';
import { readWrittenNumber } from './writtenNumber';

const ON = '2026-11-22';
const REGION = '220199';
const [LIAN, MU, SUI, MAI, GU] = [
  '220199198001011014',
  '22019919820305002X',
  '22019920050607001X',
  '220199195504080018',
  '220199197512120031',
] as const;

const sheet = (...rows: GridCell[][]): GridSheet => ({ name: '一', hidden: false, rows });
function compared(
  households: GridSheet | readonly GridSheet[],
  police: GridSheet,
  employees: GridSheet | null = null,
  region = REGION,
): Migration {
  const [old, register] = [readHouseholds([households].flat(), ON), readPolice([police], ON)];
  const list = employees === null ? null : readEmployees([employees], ON);
  if (!old.ok) throw new Error(old.error);
  if (!register.ok) throw new Error(register.error);
  if (list !== null && !list.ok) throw new Error(list.error);
  const found = migrate({
    households: old.value,
    police: register.value,
    employees: list === null ? [] : list.value.employees,
    on: ON,
    region,
  });
  if (!found.ok) throw new Error(found.error);
  return found.value;
}

const POLICE = sheet(
  ['户号', '姓名', '公民身份号码', '户籍状态', '变动日期', '迁往地'],
  ['H1', '禾连', LIAN, '正常'],
  ['H1', '禾木', MU, '正常'],
  ['H1', '禾穗', SUI, '正常'],
  ['H1', '禾麦', MAI, '正常'],
);
const OLD = ['村', '组', '户号', '姓名', '与户主关系', '身份证号', '个人缴费'];
const classesOf = ({ people }: Migration) => people.map((person) => person.class);

describe('the example of the catalogue', () => {
  test('[HM9] a household of five: three records, one left out, one to visit; its fee is the sum of the individual fees', () => {
    const found = compared(
      sheet(
        OLD,
        ['青禾村', '一组', '017', '禾连', '户主', LIAN, '150'],
        [null, null, null, '禾木', '配偶', MU, '150'],
        [null, null, null, '禾穗', '子', SUI, '120.5'],
        [null, null, null, '禾麦', '父亲', MAI, '150'],
        [null, null, null, '禾谷', '其他', `${GU.slice(0, 17)}0`, '150'],
      ),
      POLICE,
      sheet(['姓名', '身份证号', '单位名称', '参保状态'], ['禾麦', MAI, '供电所', '正常参保']),
    );
    expect(classesOf(found)).toEqual(['MATCHED', 'MATCHED', 'MATCHED', 'EMP_ACTIVE', 'NO_HUKOU_MATCH']);
    const { report } = found;
    expect([
      goingTo(report.classes, 'create'),
      goingTo(report.classes, 'leaveOut'),
      goingTo(report.classes, 'visit'),
    ]).toEqual([3, 1, 1]);
    expect(report.fees).toMatchObject({ fen: 42_050, unknown: 0 });
    expect(report.households).toEqual({ count: 1, without: 0 });
  });
});

describe('reading', () => {
  test('[HM1] without household numbers a household begins with its head; a gap is the cell above', () => {
    const old = readHouseholds(
      [
        sheet(
          ['行政村', '成员姓名', '与户主关系', '公民身份号码'],
          ['青禾村', '禾连', '户主', LIAN],
          [null, '禾木', '配偶', MU],
          [null, '禾谷', '户主', GU],
        ),
      ],
      ON,
    );
    if (!old.ok) throw new Error(old.error);
    const [one, two, three] = old.value.members;
    expect(one?.household).toBe(two?.household);
    expect(three?.household).not.toBe(one?.household);
    expect(three?.village).toBe('青禾村');
  });

  test('[HM5] a list that tells nowhere where a household ends lacks a column, and the sentence says which spellings are taken', () => {
    const read = readHouseholds([sheet(['姓名', '身份证号', '联系电话'], ['禾连', LIAN, ''])], ON);
    expect(read).toMatchObject({ ok: false, error: expect.stringMatching(/户号.*也可写作/) });
  });

  test.each([
    [['正常'], 'here'],
    [['死亡注销', '2015-01-02'], 'dead'],
    [['迁出', '2014-03-04', '省城'], 'moved'],
    [['待核实'], 'unclear'],
  ] as const)('[HM2] the register’s %j is %s', (state, kind) => {
    const read = readPolice(
      [
        sheet(
          ['户号', '姓名', '公民身份号码', '户籍状态', '变动日期', '迁往地'],
          ['H1', '禾连', LIAN, ...state],
        ),
      ],
      ON,
    );
    expect(read.ok && read.value.find(LIAN)?.kind).toBe(kind);
  });

  test('[HM2] moved within the area is here; alive and dead, or under two names, is nothing that counts', () => {
    const wordOf = (...rows: GridCell[][]) => {
      const read = readPolice([sheet(['户号', '姓名', '公民身份号码', '户籍状态'], ...rows)], ON);
      return read.ok ? read.value.find(LIAN)?.kind : read.error;
    };
    expect(wordOf(['H1', '禾连', LIAN, '迁出'], ['H2', '禾连', LIAN, '正常'])).toBe('here');
    expect(wordOf(['H1', '禾连', LIAN, '正常'], ['H1', '禾连', LIAN, '死亡'])).toBe('unclear');
    expect(wordOf(['H1', '禾连', LIAN, '正常'], ['H2', '禾莲', LIAN, '正常'])).toBe('unclear');
  });

  test.each<[GridCell, string]>([
    [LIAN, 'good'],
    [` ${LIAN} `, 'good'],
    ['２２０１９９１９８００１０１１０１４', 'good'],
    [`${LIAN.slice(0, 6)}${LIAN.slice(8, 17)}`, 'old'],
    [{ n: Number(`${LIAN.slice(0, 6)}${LIAN.slice(8, 17)}`), shown: '2.20199E+14' }, 'old'],
    [`${LIAN.slice(0, 17)}0`, 'wrong'],
    [{ n: 2.20199198001011e17, shown: '2.20199E+17' }, 'lost'],
    ['2.20199E+17', 'lost'],
    [LIAN.slice(0, 16), 'bad'],
    [null, 'none'],
  ])('[HM3] the number %j is %s', (cell, kind) => {
    const number = readWrittenNumber(cell, ON);
    expect(number.kind).toBe(kind);
    if (number.kind === 'good' || number.kind === 'old') expect(number.number).toBe(LIAN);
    if (number.kind === 'lost' && typeof cell === 'object') expect(number.front).toBe('220199198001011');
  });
});

describe('classes', () => {
  test('[HM6] the class of each kind of member is what the book decides for members one by one', () => {
    const outcomes = outcomesOf({ on: ON, region: REGION });
    if (!outcomes.ok) throw new Error(outcomes.error);
    const flags = [
      'alive',
      'moved',
      'empActive',
      'keptElsewhere',
      'numbered',
      'inPolice',
      'sameName',
    ] as const;
    const seen = new Set<string>();
    for (let bits = 0; bits < 2 ** flags.length; bits += 1) {
      const facts = Object.fromEntries(flags.map((flag, i) => [flag, ((bits >> i) & 1) === 1])) as Record<
        (typeof flags)[number],
        boolean
      >;
      const { code } = outcomes.value.of(facts);
      const answer = decide({
        id: 'one',
        matter: 'HOUSEHOLD_MIGRATION',
        on: ON,
        region: REGION,
        facts: {},
        request: {
          member: {
            name: '禾木',
            certNo: facts.numbered ? MU : '4.4E+17',
            policeName: facts.inPolice ? (facts.sameName ? '禾木' : '禾林') : null,
            alive: facts.alive,
            moved: facts.moved,
            empActive: facts.empActive,
            keptElsewhere: facts.keptElsewhere,
          },
        },
      });
      expect(answer.reasons.map((reason) => reason.code)).toContain(code);
      const way = { create: 'CREATE_PERSON', leaveOut: 'LEAVE_OUT', visit: 'VISIT_HOUSEHOLD' }[wayOf(code)];
      expect(answer.effects.map((effect) => effect.code)).toContain(way);
      seen.add(code);
    }
    expect([...seen].toSorted()).toEqual([...CLASS_CODES].toSorted());
  });

  test('[HM14] before the day of the merger the book refuses, and says from when on', () => {
    expect(outcomesOf({ on: '2016-06-30', region: '150599' })).toMatchObject({
      ok: false,
      error: expect.stringContaining('2016-07-01'),
    });
    expect(outcomesOf({ on: '2016-07-01', region: '150599' }).ok).toBe(true);
  });

  const twice = (...rows: GridCell[][]) => {
    const { people } = compared(sheet(OLD, ...rows), POLICE);
    return people.map((person) => [person.class, person.reason]);
  };
  test('[HM8] of two entries the one with the police’s name is kept, else the one with the family, else the 18 digits, else the first', () => {
    const old = `${LIAN.slice(0, 6)}${LIAN.slice(8, 17)}`;
    const cases: [GridCell[][], number, string][] = [
      [
        [
          ['村', '', '1', '禾怜', '', LIAN],
          ['村', '', '2', '禾连', '', LIAN],
        ],
        1,
        '姓名与公安户籍一致',
      ],
      [
        [
          ['村', '', '1', '禾连', '', LIAN],
          ['村', '', '2', '禾连', '', LIAN],
          ['村', '', '2', '禾木', '', MU],
        ],
        1,
        '同户的家人较多',
      ],
      [
        [
          ['村', '', '1', '禾连', '', old],
          ['村', '', '2', '禾连', '', LIAN],
        ],
        1,
        '18 位号码',
      ],
      [
        [
          ['村', '', '1', '禾连', '', LIAN],
          ['村', '', '2', '禾连', '', LIAN],
        ],
        0,
        '登记在前',
      ],
    ];
    for (const [rows, kept, why] of cases) {
      const found = twice(...rows);
      const other = 1 - kept;
      expect(found[kept]?.[0]).toBe('MATCHED');
      expect(found[other]?.[0]).toBe('DUP_IN_OTHER_HOUSEHOLD');
      for (const at of [0, 1]) expect(found[at]?.[1]).toContain(why);
    }
  });

  test('[HM11] a fee that the table has not is the region’s standard; in a region without one it is unknown', () => {
    const rows = sheet(OLD, ['青禾村', '', '1', '禾连', '户主', LIAN, null]);
    expect(compared(rows, POLICE).report.fees).toMatchObject({ fen: 42_000, unknown: 0 });
    const none = compared(rows, POLICE, null, '150599').report;
    expect(none.fees).toMatchObject({ fen: 0, unknown: 1 });
    expect(reportLines(none).join('')).toContain('1 人没有个人标准');
  });

  test('[HM20] whoever the desk knows as an employee is left out, with the unit', () => {
    const [old, register] = [
      readHouseholds([sheet(OLD, ['青禾村', '', '1', '禾连', '户主', LIAN, null])], ON),
      readPolice([POLICE], ON),
    ];
    if (!old.ok || !register.ok) throw new Error('not read');
    const found = migrate({
      households: old.value,
      police: register.value,
      employees: [{ certNo: LIAN, unit: '供电所', since: '2014-03-01', source: 'desk' }],
      on: ON,
      region: REGION,
    });
    expect(found.ok && found.value.people[0]).toMatchObject({
      class: 'EMP_ACTIVE',
      reason: expect.stringContaining('供电所'),
      evidence: expect.arrayContaining([expect.stringContaining('本机')]),
    });
  });
});

describe('a town', () => {
  const records = oldRecords({ members: 3_000 });
  const sheets = [
    oldSheet(records, 'households'),
    oldSheet(records, 'police'),
    oldSheet(records, 'employees'),
  ] as const;
  const found = compared(...sheets);

  test('[HM6][HM7] everybody is of the class they were made for, with reason, article and evidence and no whole number in them', () => {
    expect(classesOf(found)).toEqual(records.members.map(({ kind }) => MEMBER_KINDS[kind]));
    expect(new Set(records.members.map(({ kind }) => kind)).size).toBe(Object.keys(MEMBER_KINDS).length);
    for (const { reason, rule, evidence } of found.people) {
      expect(reason).toMatch(/。$/);
      expect(rule).toMatch(/^R-MIG-0\d，/);
      expect(evidence.length).toBeGreaterThan(0);
      expect([reason, ...evidence].join('')).not.toMatch(/\d{15}/);
    }
  });

  test('[HM12] read is the sum of the classes, as a whole and in every village; a report that does not add up says where', () => {
    const { report } = found;
    expect(report.read).toBe(3_000);
    expect(gapsOf(report)).toEqual([]);
    const [first, ...others] = report.villages;
    if (first === undefined) throw new Error('no villages');
    const lost = { ...first, classes: { ...first.classes, MATCHED: first.classes.MATCHED - 1 } };
    expect(gapsOf({ ...report, villages: [lost, ...others] }).join('')).toContain(first.village);
    expect(gapsOf({ ...report, read: 3_001 }).join('')).toContain('3001');
  });

  test('[HM13] the same tables give the same people and the same report', () => {
    const again = compared(...sheets);
    expect(JSON.stringify(again)).toBe(JSON.stringify(found));
    expect(reportLines(again.report)).toEqual(reportLines(found.report));
  });

  test('[HM10] the list for the visits holds all who are to be visited and nobody else, village by village, households together, numbers masked', () => {
    const [index, ...villages] = visitBook(found.report, found.people);
    const wanted = found.people.filter((person) => wayOf(person.class) === 'visit');
    const rows = villages.flatMap((one) => one.rows);
    expect(rows).toHaveLength(wanted.length);
    expect(index?.rows.reduce((sum, row) => sum + Number(row[1]), 0)).toBe(wanted.length);
    expect(rows.map((row) => row[3]).toSorted()).toEqual(wanted.map(({ name }) => name).toSorted());
    expect(JSON.stringify(villages)).not.toMatch(/\d{15}/);
    for (const { rows: of } of villages) {
      const households = of.map((row) => row[2]);
      expect(new Set(households).size).toBe(households.filter((id, i) => id !== households[i - 1]).length);
    }
  });
});

describe('places', () => {
  const village = {
    kind: 'village',
    id: '220199101003',
    version: 1,
    name: '大榆树村',
    townCode: '220199101',
    townName: '青禾镇',
    groups: ['一社', '二社', '三社'],
    empNo: 'V1',
  } as const;
  test('[HM18] village and group are found as old tables spell them; one that is not there is not guessed', () => {
    const here = { ...village, groups: [...village.groups] };
    expect(['二社', '二组', '2组', '第2村民小组', '2', ''].map((text) => groupOf(here, text))).toEqual([
      2, 2, 2, 2, 2, 1,
    ]);
    expect(['九组', '甲屯'].map((text) => groupOf(here, text))).toEqual([null, null]);
    expect(villageOf([here], '大榆树')?.id).toBe(here.id);
    expect(villageOf([here], '小榆树')).toBeNull();
    expect(householdIdOf(here, '017')).toBe('NH101003-017');
    expect(householdIdOf(here, '（2010）字第17号')).toMatch(/^NH101003-[0-9a-f]{12}$/);
  });
});
