import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addToMonth, daysBetween, lastDayOfMonth } from '../domain/civilDate';
import { makeBook } from './book';
import { Case, PaymentFact } from './case';
import { retirementDayOf } from './chapters/retirement/retirement';
import { decide } from './decide';
import { PACK_FILES } from './params/packs';

const subject = (over: object) =>
  Case.parse({ id: '1', on: '2023-06-05', region: '220199', facts: {}, request: {}, ...over });
const amounts = (c: Case) => Object.fromEntries(decide(c).amounts.map((a) => [a.name, a.fen]));
const fen = fc.integer({ min: 0, max: 5_000_000 });
const day = fc.integer({ min: 0, max: 6000 }).map((n) => addDays('2016-01-01', n));

describe('late fees', () => {
  const fee = (period: string, on: string, unitPartFen: number) =>
    amounts(subject({ matter: 'LATE_FEE', on, request: { period, unitPartFen } })).lateFee ?? -1;

  it('[RU102] a late fee never exceeds the unit part, never falls with time, and is that part from day 2000 on', () => {
    fc.assert(
      fc.property(day, day, fen, (a, b, part) => {
        const period = a.slice(0, 7);
        const [early, late] = a < b ? [a, b] : [b, a];
        const first = fee(period, early, part);
        const second = fee(period, late, part);
        expect(first).toBeGreaterThanOrEqual(0);
        expect(second).toBeGreaterThanOrEqual(first);
        expect(second).toBeLessThanOrEqual(part);
        if (daysBetween(lastDayOfMonth(period), late) >= 2000) expect(second).toBe(part);
      }),
      { numRuns: 300 },
    );
  });

  it('[RU103] no late fee is charged up to the last day of the fee period', () => {
    fc.assert(
      fc.property(day, fen, (d, part) => {
        const month = d.slice(0, 7);
        expect(fee(month, lastDayOfMonth(month), part)).toBe(0);
        expect(fee(month, lastDayOfMonth(addToMonth(month, -1)), part)).toBe(0);
      }),
      { numRuns: 100 },
    );
  });
});

describe('contribution years', () => {
  const month = fc.integer({ min: 0, max: 300 }).map((n) => addToMonth('2001-01', n));
  const run = fc.tuple(month, fc.integer({ min: 0, max: 40 })).map(([period, n]) => ({
    scheme: 'EMP',
    period,
    until: addToMonth(period, n),
    state: 'PAID',
  }));
  const count = (payments: unknown[]) =>
    Object.fromEntries(
      (decide(subject({ matter: 'CONTRIBUTION_YEARS', facts: { payments } })).numbers ?? []).map((n) => [
        n.name,
        n.value,
      ]),
    );

  it('[RU104] a month is never counted twice, whatever runs overlap and wherever they were paid', () => {
    fc.assert(
      fc.property(fc.array(run, { maxLength: 5 }), (runs) => {
        const months = new Set<string>();
        for (const r of runs) for (let m = r.period; m <= r.until; m = addToMonth(m, 1)) months.add(m);
        const elsewhere = runs.map((r, i) => (i % 2 === 0 ? r : { ...r, region: '110199' }));
        expect(count(runs).empMonths).toBe(months.size);
        expect(count(elsewhere).empMonths).toBe(months.size);
        expect(count([...runs, ...runs]).empMonths).toBe(months.size);
      }),
      { numRuns: 200 },
    );
  });
});

describe('retirement', () => {
  it('[RU105] statutory age never falls for the later born, and ends at 63, 58 and 55', () => {
    const groups = [
      ['SIXTY', 60, 63],
      ['FIFTY_FIVE', 55, 58],
      ['FIFTY', 50, 55],
    ] as const;
    for (const [group, before, after] of groups) {
      expect(retirementDayOf('1940-05-01', group)).toBe(`${1940 + before}-05-01`);
      expect(retirementDayOf('1995-05-01', group)).toBe(`${1995 + after}-05-01`);
      let last = '';
      for (let m = '1960-01'; m < '1995-01'; m = addToMonth(m, 1)) {
        const reached = retirementDayOf(`${m}-15`, group);
        expect(reached >= last).toBe(true);
        last = reached;
      }
    }
  });
});

describe('flexible workers', () => {
  it('[RU106] where an authority says how the mode is changed, the change is no longer open', () => {
    const c = subject({
      matter: 'FLEX_REGISTER',
      facts: {
        person: { certType: '01', certNo: '220199199003071234', alive: true },
        relations: [],
        payments: [],
        flexMode: 'POOL_ONLY',
      },
      request: { mode: 'POOL_PLUS_ACCOUNT' },
    });
    expect(decide(c).needsParams.map((n) => n.param)).toEqual(['flex.modeChange']);
    const pack = {
      id: 'T-1',
      name: '试验',
      region: '220199',
      validFrom: '2023-01-01',
      validTo: null,
      values: { 'flex.modeChange': { value: '次年一月起变更', source: '试验', status: 'assumed' } },
    };
    expect(decide(c, makeBook([...PACK_FILES, pack])).decision).toBe('ALLOW');
  });
});

describe('payments of a case', () => {
  it.each([
    [{ scheme: 'EMP', period: '2022' }, '费款所属期是年度'],
    [{ scheme: 'RES', period: '2022-05' }, '费款所属期是年度'],
    [{ scheme: 'RES', period: '2022', until: '2023-01' }, '费款所属期是年度'],
    [{ scheme: 'EMP', period: '2022-05', until: '2022-01' }, '末期早于首期'],
    [{ scheme: 'EMP', period: '2022-5' }, 'YYYY-MM（职工月份）'],
  ])('[RU142] %j is refused', (payment, says) => {
    const parsed = PaymentFact.safeParse({ state: 'PAID', ...payment });
    expect(parsed.error?.issues.map((i) => i.message).join()).toContain(says);
  });
});

describe('the retirement ages of 2024', () => {
  const groups = [
    { group: 'SIXTY', first: '1965-01', years: 60, every: 4, most: 36 },
    { group: 'FIFTY_FIVE', first: '1970-01', years: 55, every: 4, most: 36 },
    { group: 'FIFTY', first: '1975-01', years: 50, every: 2, most: 60 },
  ] as const;

  it.each(groups)('[RU141] every month of birth of group $group, one step after the other', (g) => {
    let delay = 0;
    for (let n = 0; n < g.every * g.most + 24; n++) {
      if (n % g.every === 0 && delay < g.most) delay++;
      const born = addToMonth(g.first, n);
      expect(retirementDayOf(`${born}-10`, g.group)).toBe(`${addToMonth(born, g.years * 12 + delay)}-10`);
    }
    expect(retirementDayOf(`${addToMonth(g.first, -1)}-10`, g.group)).toBe(
      `${addToMonth(g.first, g.years * 12 - 1)}-10`,
    );
  });

  it.each([
    ['1976-08-10', 'SIXTY', '2039-07-10'],
    ['1976-09-10', 'SIXTY', '2039-09-10'],
    ['1981-08-10', 'FIFTY_FIVE', '2039-07-10'],
    ['1981-09-10', 'FIFTY_FIVE', '2039-09-10'],
    ['1984-10-10', 'FIFTY', '2039-09-10'],
    ['1984-11-10', 'FIFTY', '2039-11-10'],
  ] as const)('[RU141] the table ends where the decision ends it: %s in group %s', (born, group, day) => {
    expect(retirementDayOf(born, group)).toBe(day);
  });
});
