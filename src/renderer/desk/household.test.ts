import { describe, expect, test } from 'vitest';
import {
  DAY,
  employeeEnrolment,
  household,
  person,
  residentEnrolment,
  residentYear,
  UNIT,
  VILLAGE,
  VILLAGE_CODE,
} from '#fixtures/matterWorld';
import type { Person } from '#shared/domain/person';
import { article } from '#shared/rules/explain';
import type { OperationView } from './api';
import { isNewborn, isReturning, memberNext } from './householdNext';
import { type HouseholdFacts, householdSheetOf } from './householdSheet';

const YEAR = 2027;
const state = { day: DAY, year: YEAR, departed: false, waiting: [], returned: [] };
const next = (over: Partial<Person>, more: Partial<typeof state> = {}) =>
  memberNext(person('P1', over), { ...state, ...more });
const paused = residentEnrolment({ status: 'PAUSED', reason: 'MOVED', statusFrom: '2025-06-01' });
const abroad = { scheme: 'EMP', region: '210200', from: '2024-01-01', source: '国家平台' } as const;

describe('the next step of a member', () => {
  test('[HH4] nobody’s cover is registered, a newborn’s as a newborn’s, and each step names a rule of the book', () => {
    expect(next({})).toMatchObject({ kind: 'start', matter: 'RES_REGISTER', rule: 'R-RES-01' });
    expect(next({ birthDate: '2026-11-12' })).toMatchObject({
      kind: 'start',
      matter: 'NEWBORN_REGISTER',
      rule: 'R-NB-01',
      text: expect.stringContaining('2027-02-10'),
    });
    expect(next({ enrolments: [paused] })).toMatchObject({ matter: 'RES_REGISTER', rule: 'R-STA-02' });
    expect(next({ payments: [residentYear(YEAR, 'DUE')] })).toMatchObject({ kind: 'pay', rule: 'R-GEN-07' });
    const dead = { survival: '2' as const, deathDate: '2026-09-14' };
    expect(next({ ...dead, enrolments: [residentEnrolment()] })).toMatchObject({
      matter: 'RES_TERMINATE',
      rule: 'R-STA-03',
    });
    expect(next({ ...dead, enrolments: [employeeEnrolment()] })).toMatchObject({ matter: 'EMP_TERMINATE' });
    for (const rule of ['R-RES-01', 'R-NB-01', 'R-STA-02', 'R-GEN-07', 'R-STA-03'])
      expect(article(rule)?.article, rule).toBeTruthy();
  });

  test('[HH4] who is covered, dead and ended, gone, unclear or under way has nothing to start', () => {
    const kinds = [
      next({ payments: [residentYear(YEAR)] }),
      next({ enrolments: [employeeEnrolment()] }),
      next({ elsewhere: [{ ...abroad, status: 'ACTIVE' }] }),
      next({ survival: '2', enrolments: [residentEnrolment({ status: 'TERMINATED' })] }),
      next({ survival: '4' }),
      next({}, { departed: true }),
    ].map(({ kind }) => kind);
    expect(kinds).toEqual(Array(6).fill('none'));
    expect(next({}, { waiting: ['居民参保登记'] as never })).toMatchObject({ kind: 'wait' });
    expect(next({}, { departed: true, returned: ['居民参保登记'] as never })).toMatchObject({
      kind: 'inbox',
    });
  });

  test('[HH3] newborn is who was born within ninety days, the day of birth not counted; returning is whose cover ended', () => {
    expect(isNewborn(person('P1', { birthDate: '2026-08-24' }), DAY)).toBe(true);
    expect(isNewborn(person('P1', { birthDate: '2026-08-23' }), DAY)).toBe(false);
    expect(isReturning(person('P1', { enrolments: [paused] }), YEAR)).toBe(true);
    expect(isReturning(person('P1', { elsewhere: [{ ...abroad, status: 'TERMINATED' }] }), YEAR)).toBe(true);
    expect(isReturning(person('P1'), YEAR)).toBe(false);
    expect(isReturning(person('P1', { enrolments: [paused], payments: [residentYear(YEAR)] }), YEAR)).toBe(
      false,
    );
  });
});

const facts = (over: Partial<HouseholdFacts>): HouseholdFacts => ({
  household: household('0201-001', { headPersonId: 'P1' }),
  members: [],
  departed: [],
  villageOf: (code) => (code === VILLAGE_CODE ? VILLAGE : null),
  unitOf: (empNo) => (empNo === UNIT.id ? UNIT.name : null),
  confirmed: (id) => facts(over).members.find((one) => one.id === id) ?? null,
  operations: [],
  day: DAY,
  ...over,
});

describe('the household', () => {
  test('[HH3] newborns and people who come back stand on top, then the head and the others by relation, the dead, those who left', () => {
    const members = [
      person('P1', { relation: '02' }),
      person('P2', { relation: '10', birthDate: '1992-01-01' }),
      person('P3', { relation: '20', birthDate: '2015-01-01' }),
      person('P4', { relation: '20', birthDate: '2012-01-01' }),
      person('P5', { relation: '51', survival: '2' }),
      person('P6', { relation: '30', birthDate: '2026-11-12' }),
      person('P7', { relation: '20', birthDate: '2000-01-01', enrolments: [paused] }),
    ];
    const sheet = householdSheetOf(facts({ members, departed: [person('P8', { relation: '30' })] }));
    expect(sheet.members.map(({ person: who, mark }) => [who.id, mark])).toEqual([
      ['P6', 'newborn'],
      ['P7', 'returning'],
      ['P1', null],
      ['P2', null],
      ['P4', null],
      ['P3', null],
      ['P5', null],
      ['P8', null],
    ]);
    expect(sheet.head?.id).toBe('P1');
    expect(sheet.members.at(-1)).toMatchObject({ departed: true, next: { kind: 'none' } });
  });

  test('[HH2] each member’s cover stands with what it rests on; what only this desk says is told apart', () => {
    const covered = person('P1', {
      enrolments: [employeeEnrolment()],
      payments: [residentYear(YEAR, 'DUE')],
      elsewhere: [{ ...abroad, status: 'PAUSED' }],
    });
    const [member] = householdSheetOf(
      facts({ members: [covered], confirmed: () => ({ ...covered, payments: [] }) }),
    ).members;
    expect(member?.evidence).toMatchObject([
      { kind: 'payment', here: true },
      { kind: 'enrolment', unit: UNIT.name, here: false },
      { kind: 'elsewhere', elsewhere: { source: '国家平台' } },
    ]);
    const [fresh] = householdSheetOf(facts({ members: [person('P9')], confirmed: () => null })).members;
    expect(fresh).toMatchObject({ confirmed: false, evidence: [] });
  });

  test('[HH5] operations that wait or came back are marked with their member, and decide the next step', () => {
    const operation = (stateLabel: string) =>
      ({
        operation: { opId: stateLabel, subjects: [{ kind: 'person', id: 'TMP-1' }] },
        matterLabel: '居民参保登记',
        stateLabel,
      }) as unknown as OperationView;
    const members = [person('P1', { formerId: 'TMP-1' })];
    const of = (label: string) =>
      householdSheetOf(facts({ members, operations: [operation(label)] })).members[0];
    expect(of('等待前一笔')).toMatchObject({ next: { kind: 'wait' }, open: [{ stateLabel: '等待前一笔' }] });
    expect(of('有冲突')).toMatchObject({ next: { kind: 'inbox' } });
    expect(of('已确认')).toMatchObject({ next: { kind: 'start' }, open: [] });
  });

  test('[HH6] a household without a record of its own shows the people who carry its number', () => {
    const sheet = householdSheetOf(facts({ household: null, members: [person('P1', { relation: '02' })] }));
    expect(sheet).toMatchObject({
      household: null,
      village: { name: VILLAGE.name },
      groupName: '一社',
      head: { id: 'P1' },
    });
    const empty = householdSheetOf(facts({ members: [] }));
    expect(empty).toMatchObject({ members: [], head: null, village: { name: VILLAGE.name } });
  });
});
