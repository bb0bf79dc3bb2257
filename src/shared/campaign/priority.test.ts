import { expect, test } from 'vitest';
import { DAY, person, residentEnrolment, residentYear } from '#fixtures/matterWorld';
import type { Person } from '../domain/person';
import type { DoorReport } from './doorReport';
import { byPriority, priorityOf } from './priority';
import { campaignStanding } from './target';

const of = (over: Partial<Person>, outcome?: DoorReport['outcome']) => {
  const report: DoorReport | null = outcome
    ? { outcome, on: DAY, by: '王代办', batchNo: '2027-001', note: '' }
    : null;
  const ask = { year: 2027, day: DAY, report };
  const one = person('P1', over);
  return priorityOf(one, campaignStanding(one, ask), ask);
};
const identity = (over: object = {}) => [
  { type: 'MIN_LIVING' as const, source: '民政', from: '2024-01-01', until: null, ...over },
];
const here = { region: '220199', school: '青禾小学', from: '2025-09-01', until: null };
const phone = '15400000001';
const lapsed = { payments: [residentYear(2025)], enrolments: [residentEnrolment()] };

test('[CG10] assisted people come first, then newborns, then those who lapsed, then the old, then everybody', () => {
  const ranks = [
    of({ identities: identity() }),
    of({ birthDate: '2026-10-01' }),
    of(lapsed),
    of({ birthDate: '1950-01-01' }),
    of({}, '拒参'),
    of({ schooling: here, birthDate: '2015-01-01' }),
    of({}),
  ].map(({ rank }) => rank);
  expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
  expect(new Set(ranks).size).toBe(ranks.length);
});

test('[CG10] every reason is named, the one that decides first', () => {
  expect(of({ identities: identity(), birthDate: '1950-01-01', ...lapsed }).reasons).toEqual([
    '低保对象（民政）',
    '往年断保，最近参保 2025 年度',
    '76 岁',
  ]);
  expect(of({ birthDate: '2026-10-01' }).reasons).toEqual(['新生儿，出生第 52 天']);
  expect(of({}).reasons).toEqual(['从未参保']);
  expect(of({ payments: [residentYear(2026)], enrolments: [residentEnrolment()] }).reasons).toEqual([
    '尚未续保',
  ]);
  expect(of({}, '无法联系').reasons).toEqual(['上次无法联系']);
});

test('[CG10] an identity counts that an office confirmed and that is in force', () => {
  expect(of({ identities: identity({ source: null }) }).reasons).toEqual(['从未参保']);
  expect(of({ identities: identity({ until: '2026-01-01' }) }).reasons).toEqual(['从未参保']);
});

test('[CG11] old and disabled people are visited, pupils reached through the school, others by telephone where there is one', () => {
  expect(of({ phone }).channel).toBe('电话');
  expect(of({}).channel).toBe('入户');
  expect(of({ phone, birthDate: '1950-01-01' }).channel).toBe('入户');
  expect(of({ phone, identities: identity({ type: 'SEVERELY_DISABLED' }) }).channel).toBe('入户');
  expect(of({ phone, schooling: here, birthDate: '2015-01-01' }).channel).toBe('学校');
  expect(of({ phone }, '无法联系').channel).toBe('入户');
  expect(of({ phone, hukouRegion: '220198' }).channel).toBe('查证');
});

test('[CG10] a list is ordered by rank, then as one walks from door to door', () => {
  const row = (id: string, over: Partial<Person>) => {
    const one = person(id, over);
    const ask = { year: 2027, day: DAY };
    return { person: one, priority: priorityOf(one, campaignStanding(one, ask), ask) };
  };
  const rows = [
    row('A', { group: 2 }),
    row('B', { group: 1, householdId: '0201-002' }),
    row('C', { group: 1, householdId: '0201-001', birthDate: '1991-01-01' }),
    row('D', { group: 1, householdId: '0201-001', birthDate: '1980-01-01' }),
    row('E', { group: 3, identities: identity() }),
  ];
  expect(rows.toSorted(byPriority).map((one) => one.person.id)).toEqual(['E', 'D', 'C', 'B', 'A']);
});
