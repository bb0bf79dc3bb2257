import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  DAY,
  employeeEnrolment,
  OTHER_VILLAGE,
  person,
  residentEnrolment,
  residentYear,
  VILLAGE,
} from '#fixtures/matterWorld';
import { CAMPAIGN_YEAR, generateTownship, TODAY } from '#fixtures/township';
import { countStandings, rateOf } from '../campaign/count';
import { campaignStanding } from '../campaign/target';
import type { Person } from '../domain/person';
import type { Village } from '../domain/region';
import { type Counted, countedOf, MEASURES } from './counted';
import { progressOf } from './goal';
import { figuresOf, peopleOf, type StatisticsRow } from './row';
import { byCategory, byClerk, byGroup, byIdentity, byVillage, type StatisticsTable } from './tables';

const YEAR = 2027;
const countedAt = (one: Person, year = YEAR, day = DAY): Counted =>
  countedOf(one, campaignStanding(one, { year, day }), { year, day });
const idsOf = (members: readonly Counted[]): string[] => members.map(({ person: { id } }) => id).toSorted();
const sum = (rows: readonly StatisticsRow[], of: (row: StatisticsRow) => number): number =>
  rows.reduce((total, row) => total + of(row), 0);

/** Every figure is its people; rows that add up hold everybody of the whole once. */
function holds({ rows, whole, addsUp }: StatisticsTable): void {
  for (const row of [...rows, whole]) {
    const figures = figuresOf(row);
    expect(figures.rate).toEqual(rateOf(countStandings(row.members.map(({ standing }) => standing))));
    for (const measure of MEASURES) expect(peopleOf(row, measure)).toHaveLength(figures.count[measure]);
    expect(figures.rate.numerator).toBe(figures.count.paid);
    expect(figures.rate.denominator).toBe(figures.count.asked);
  }
  if (!addsUp) return;
  for (const measure of MEASURES)
    expect(sum(rows, (row) => figuresOf(row).count[measure])).toBe(figuresOf(whole).count[measure]);
  expect(sum(rows, (row) => figuresOf(row).personFen)).toBe(figuresOf(whole).personFen);
  expect(sum(rows, (row) => figuresOf(row).assistFen)).toBe(figuresOf(whole).assistFen);
  expect(idsOf(rows.flatMap(({ members }) => members))).toEqual(idsOf(whole.members));
}

describe('the township', () => {
  const records = [...generateTownship({ persons: 6_000 })];
  const villages = records.filter((record): record is Village => record.kind === 'village');
  const people = records
    .filter((record): record is Person => record.kind === 'person')
    .map((one) => countedAt(one, CAMPAIGN_YEAR, TODAY));

  test('[SC1] [SC2] every table adds up to the last person, and every figure lists as many people as it says', () => {
    holds(byVillage(people, villages));
    expect(byVillage(people, villages).whole.members).toHaveLength(people.length);
    const groups = villages.map((village) => byGroup(people, village));
    for (const table of groups) holds(table);
    expect(groups.reduce((total, { whole }) => total + whole.members.length, 0)).toBe(people.length);
    holds(byCategory(people));
    const clerks = people
      .filter((_, at) => at % 7 === 0)
      .map(({ person: { id } }, at) => ({
        personId: id,
        clerk: `c${at % 3}`,
      }));
    const table = byClerk(people, clerks, (id) => id);
    holds(table);
    expect(table.rows.map(({ key }) => key)).toEqual(['c0', 'c1', 'c2', '']);
  });

  test('[SC4] assisted people: by identity, and each once in the whole', () => {
    const table = byIdentity(people);
    holds(table);
    expect(table.addsUp).toBe(false);
    expect(table.whole.members.length).toBeGreaterThan(0);
    expect(new Set(idsOf(table.whole.members)).size).toBe(table.whole.members.length);
    expect(new Set(table.rows.flatMap(({ members }) => idsOf(members)))).toEqual(
      new Set(idsOf(table.whole.members)),
    );
  });

  test('[SC3] everybody who lapsed is still to be asked, and has not paid', () => {
    const lapsed = people.filter((one) => one.lapsed);
    expect(lapsed.length).toBeGreaterThan(0);
    for (const { standing } of lapsed) expect(['unpaid', 'missing', 'undecided']).toContain(standing.class);
  });
});

test('[SC1] whatever mixture of people, villages and groups, each stands in one row', () => {
  const anyone = fc.record({
    village: fc.constantFrom(VILLAGE.id, OTHER_VILLAGE.id),
    group: fc.integer({ min: 1, max: 9 }),
    payments: fc.subarray([residentYear(YEAR - 1), residentYear(YEAR)]),
    due: fc.boolean(),
    enrolments: fc.subarray([residentEnrolment(), employeeEnrolment()]),
    survival: fc.constantFrom('1' as const, '2' as const, '9' as const),
  });
  fc.assert(
    fc.property(fc.array(anyone, { maxLength: 30 }), (all) => {
      const people = all.map(({ village, due, ...over }, at) =>
        countedAt(
          person(`P${at}`, {
            ...over,
            villageCode: village,
            payments: due ? [residentYear(YEAR, 'DUE')] : over.payments,
          }),
        ),
      );
      holds(byVillage(people, [VILLAGE, OTHER_VILLAGE]));
      holds(byGroup(people, VILLAGE));
      holds(byCategory(people));
    }),
  );
});

test('[SC3] 断保 is paid here last year, to be asked and not paid this year', () => {
  const before = [residentYear(YEAR - 1)];
  expect(countedAt(person('P1', { payments: before })).lapsed).toBe(true);
  expect(countedAt(person('P1', { payments: [...before, residentYear(YEAR, 'DUE')] })).lapsed).toBe(true);
  expect(countedAt(person('P1', { payments: [...before, residentYear(YEAR)] })).lapsed).toBe(false);
  expect(countedAt(person('P1', { payments: [residentYear(YEAR - 2)] })).lapsed).toBe(false);
  const employed = person('P1', { payments: before, enrolments: [employeeEnrolment()] });
  expect(countedAt(employed).lapsed).toBe(false);
});

test('[SC4] an identity counts where an office confirmed it and it is in force, twice as one person', () => {
  const identity = { type: 'MIN_LIVING' as const, source: '民政', from: '2026-01-01', until: null };
  const people = [
    person('P1', { identities: [identity, { ...identity, type: 'ORPHAN' }], payments: [residentYear(YEAR)] }),
    person('P2', { identities: [{ ...identity, source: null }] }),
    person('P3', { identities: [{ ...identity, until: '2026-02-01' }] }),
    person('P4', { identities: [identity] }),
  ].map((one) => countedAt(one));
  const { rows, whole } = byIdentity(people);
  expect(idsOf(whole.members)).toEqual(['P1', 'P4']);
  expect(figuresOf(whole).rate).toMatchObject({ numerator: 1, denominator: 2, words: '50.00%' });
  expect(idsOf(rows.find(({ key }) => key === 'ORPHAN')?.members ?? [])).toEqual(['P1']);
});

test('[SC5] somebody registered twice counts once, with the clerk of the last time', () => {
  const people = ['P1', 'P2'].map((id) => countedAt(person(id)));
  const twice = [
    { personId: 'P1', clerk: 'c1' },
    { personId: 'P1', clerk: 'c2' },
  ];
  const { rows } = byClerk(people, twice, (id) => `经办人${id}`);
  expect(rows.map(({ label, members }) => [label, idsOf(members)])).toEqual([
    ['经办人c2', ['P1']],
    ['不是本机受理', ['P2']],
  ]);
});

test('[SC6] a target of people and one of a share say how many are needed, how far it is reached and who is short', () => {
  const people = { kind: 'people', value: 70_000, source: '' } as const;
  expect(progressOf(people, { paid: 68_000, asked: 90_000 })).toEqual({
    needed: 70_000,
    paid: 68_000,
    short: 2_000,
    words: '97.14%',
  });
  const share = { kind: 'rate', value: 0.95, source: '' } as const;
  expect(progressOf(share, { paid: 95, asked: 100 })).toMatchObject({
    needed: 95,
    short: 0,
    words: '100.00%',
  });
  expect(progressOf(share, { paid: 95, asked: 101 })).toMatchObject({ needed: 96, short: 1 });
  expect(progressOf(share, { paid: 0, asked: 0 })).toMatchObject({ needed: 0, short: 0, words: '—' });
});
