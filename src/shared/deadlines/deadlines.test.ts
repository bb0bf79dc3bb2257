import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { generateTownship, TODAY } from '#fixtures/township';
import { addDays } from '../domain/civilDate';
import type { Person } from '../domain/person';
import { makeBook, theBook } from '../rules/book';
import { PACK_FILES } from '../rules/params/packs';
import { byDeadline, type Deadline, type DeadlineAt, leftWords } from './deadline';
import { addComing, deadlineOfPerson, deadlineOfWork, NONE_COMING } from './index';

const AT: DeadlineAt = { day: TODAY, region: '220199', table: theBook.table };
const PEOPLE = [...generateTownship({ persons: 2_000 })].filter((one) => one.kind === 'person') as Person[];
const somebody = PEOPLE[0] as Person;
const baby = (birthDate: string, over: Partial<Person> = {}): Person => ({
  ...somebody,
  survival: '1',
  birthDate,
  enrolments: [],
  payments: [],
  ...over,
});
const due = (year: number): Person => ({
  ...baby('1980-01-01'),
  payments: [
    {
      scheme: 'RES',
      period: String(year),
      until: null,
      state: 'DUE',
      personFen: 42_000,
      assistFen: 0,
      paidOn: null,
      voucherNo: null,
    },
  ],
});

/** The book of another pack that gives a newborn fewer days: the days are never the program's own. */
const shorter = makeBook(
  PACK_FILES.map((file) => {
    const pack = file as { id: string; values: Record<string, unknown> };
    const days = { value: 60, source: '试验', status: 'synthetic' };
    return pack.id === 'QH-SYN' ? { ...pack, values: { ...pack.values, 'newborn.days': days } } : pack;
  }),
);

describe('legal deadlines', () => {
  test('[LD1] a newborn who is not registered has until day 90 of the pack, the day of birth not counted, by the article', () => {
    const born = addDays(TODAY, -80);
    const deadline = deadlineOfPerson(baby(born), AT);
    expect(deadline).toMatchObject({ kind: 'newborn', last: addDays(born, 90), matter: 'NEWBORN_REGISTER' });
    expect(deadline?.reason).toMatchObject({ rule: 'R-NB-01', document: 'CN-33-2020' });
    expect(deadline?.lost).toContain('出生');
    expect(deadlineOfPerson(baby(born), { ...AT, table: shorter.table })?.last).toBe(addDays(born, 60));
    const enrolled = somebody.enrolments[0] ?? PEOPLE.flatMap(({ enrolments }) => enrolments)[0];
    expect(
      deadlineOfPerson(baby(born, { enrolments: enrolled ? [{ ...enrolled, status: 'ACTIVE' }] : [] }), AT),
    ).toBeNull();
    expect(deadlineOfPerson(baby(born, { survival: '2' }), AT)).toBeNull();
    expect(deadlineOfPerson(baby(addDays(TODAY, -200)), AT)).toBeNull();
  });

  test('[LD2] who is registered and has not paid has until the end of the window of that year; a window that is over is nobody’s', () => {
    expect(deadlineOfPerson(due(2027), AT)).toMatchObject({
      kind: 'window',
      last: '2027-02-28',
      reason: { rule: 'R-PRE-01', document: 'JL-11-2022', article: '第十二条' },
    });
    expect(deadlineOfPerson(due(2026), AT)).toBeNull();
  });

  test('[LD3] 30 days of hire run for a registration under way, whatever became of it', () => {
    const work = { matter: 'EMP_REGISTER', fields: { hireDate: '2026-11-01' }, person: null } as const;
    expect(deadlineOfWork(work, AT)).toMatchObject({
      kind: 'hire',
      last: '2026-12-01',
      reason: { rule: 'R-EMP-19-1', article: '第十九条' },
    });
    expect(deadlineOfWork({ ...work, fields: { hireDate: '2026-11-' } }, AT)).toBeNull();
    expect(deadlineOfWork({ ...work, matter: 'EMP_PAUSE' }, AT)).toBeNull();
  });

  test('[LD4] where no pack knows the parameter nothing is claimed', () => {
    expect(deadlineOfPerson(due(2027), { ...AT, region: '110101' })).toBeNull();
  });

  test('[LD5] work is ordered by what can still be lost, then by what has passed, then as it came', () => {
    const on = (last: string): Deadline => ({ ...(deadlineOfPerson(due(2027), AT) as Deadline), last });
    const all = [null, on('2026-11-01'), on('2027-01-01'), on('2026-11-20'), on(TODAY), null];
    const sorted = all.toSorted((a, b) => byDeadline(a, b, TODAY)).map((one) => one?.last ?? null);
    expect(sorted).toEqual([TODAY, '2027-01-01', '2026-11-20', '2026-11-01', null, null]);
    expect(leftWords(on(TODAY), TODAY)).toBe('今天到期');
    expect(leftWords(on(addDays(TODAY, 3)), TODAY)).toBe('还剩 3 天');
    expect(leftWords(on(addDays(TODAY, -2)), TODAY)).toBe('已过 2 天');
  });

  test('[LD6] the coming deadlines of a township are the same however it is cut into parts, and are those of its people one by one', () => {
    const days = 120;
    const whole = addComing(PEOPLE, AT, days);
    const alone = PEOPLE.filter((person) => {
      const deadline = deadlineOfPerson(person, AT);
      return deadline !== null && deadline.last >= TODAY && deadline.last <= addDays(TODAY, days);
    });
    expect(alone.length).toBeGreaterThan(50);
    expect(whole.counts.newborn + whole.counts.window + whole.counts.hire).toBe(alone.length);
    expect(whole.counts.newborn).toBeGreaterThan(0);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: PEOPLE.length - 1 }), (cut) => {
        const first = addComing(PEOPLE.slice(0, cut), AT, days, NONE_COMING);
        expect(addComing(PEOPLE.slice(cut), AT, days, first)).toEqual(whole);
      }),
      { numRuns: 20 },
    );
  });
});
