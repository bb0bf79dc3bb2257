import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../domain/civilDate';
import { Facts } from './case';
import { decide } from './decide';
import { type History, questionOn, stateOf, timeline } from './timeline';

const day = fc.integer({ min: 0, max: 900 }).map((n) => addDays('2022-06-01', n));
const maybe = <T>(a: fc.Arbitrary<T>) => fc.option(a, { nil: undefined });
const relation = fc.record(
  {
    scheme: fc.constantFrom('EMP', 'RES'),
    status: fc.constantFrom('ACTIVE', 'ACTIVE', 'PAUSED', 'TERMINATED'),
    region: fc.constant('220199'),
    from: day,
    statusFrom: day,
  },
  { requiredKeys: ['scheme', 'status', 'region'] },
);
const state = fc.constantFrom('PAID', 'PAID', 'PAID', 'DUE');
const paidOn = maybe(day);
const payment = fc.oneof(
  fc.tuple(day, fc.integer({ min: 0, max: 200 }), state, paidOn).map(([d, n, s, on]) => ({
    scheme: 'EMP',
    period: d.slice(0, 7),
    until: addDays(d, n).slice(0, 7),
    state: s,
    ...(on === undefined ? {} : { paidOn: on }),
  })),
  fc.tuple(fc.integer({ min: 2021, max: 2025 }), state, paidOn).map(([y, s, on]) => ({
    scheme: 'RES',
    period: String(y),
    state: s,
    ...(on === undefined ? {} : { paidOn: on }),
  })),
);
const facts = fc.record(
  {
    relations: fc.array(relation, { maxLength: 3 }),
    payments: fc.array(payment, { maxLength: 5 }),
    benefitFrom: fc.oneof(day, fc.constant(null)),
    unit: fc.record({ firstUnpaid: maybe(fc.constantFrom('2023-03', '2023-10', null)) }),
  },
  { requiredKeys: [] },
);
const history: fc.Arbitrary<History> = fc.record(
  {
    id: fc.constant('T-1'),
    region: fc.constant('220199'),
    on: fc.constant('2025-01-15'),
    scheme: fc.constantFrom('EMP' as const, 'RES' as const),
    year: fc.constantFrom(2023, 2024),
    facts: facts.map((f) => Facts.parse(f)),
    arrearsPaidOn: day,
  },
  { requiredKeys: ['id', 'region', 'on', 'scheme', 'year', 'facts'] },
);

describe('timeline', () => {
  it('[RU80] the runs cover the year exactly once, in order, and neighbours differ', () => {
    fc.assert(
      fc.property(history, (h) => {
        const { runs } = timeline(h);
        expect(runs[0]?.from).toBe(`${h.year}-01-01`);
        expect(runs.at(-1)?.until).toBe(`${h.year}-12-31`);
        runs.forEach((run, i) => {
          expect(run.from <= run.until).toBe(true);
          const next = runs[i + 1];
          if (next === undefined) return;
          expect(next.from).toBe(addDays(run.until, 1));
          expect([next.state, next.rule]).not.toEqual([run.state, run.rule]);
        });
      }),
      { numRuns: 100 },
    );
  });

  it('[RU81] every day has the state that the book gives when it is asked about that day', () => {
    fc.assert(
      fc.property(history, (h) => {
        const { runs, waits } = timeline(h);
        for (let d = `${h.year}-01-01`; d <= `${h.year}-12-31`; d = addDays(d, 1)) {
          const request = {
            scheme: h.scheme,
            day: d,
            ...(h.arrearsPaidOn ? { paidOn: h.arrearsPaidOn } : {}),
          };
          const plain = { id: h.id, region: h.region, on: h.on, matter: 'BENEFIT_STATE' as const, request };
          const given = h.facts.benefitFrom !== undefined;
          const question = given ? { ...plain, facts: h.facts } : questionOn(h, waits, d);
          const { state, rule } = stateOf(decide(question));
          const run = runs.find((r) => r.from <= d && d <= r.until);
          expect([d, run?.state, run?.rule]).toEqual([d, state, rule]);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('[RU82] the wait, the gap and the months are those of the book', () => {
    const h: History = {
      id: 'T-2',
      region: '220199',
      on: '2024-01-15',
      scheme: 'EMP',
      year: 2023,
      facts: Facts.parse({
        relations: [{ scheme: 'EMP', status: 'ACTIVE', region: '220199', from: '2022-07-01' }],
        payments: [
          { scheme: 'EMP', period: '2022-07', until: '2022-12', state: 'PAID', paidOn: '2022-06-10' },
          { scheme: 'EMP', period: '2023-05', until: '2023-12', state: 'PAID', paidOn: '2023-04-10' },
          { scheme: 'EMP', period: '2023-12', state: 'PAID', paidOn: '2023-11-10' },
        ],
      }),
    };
    const t = timeline(h);
    expect(t.gaps).toEqual([
      { from: '2023-01', until: '2023-04', reason: expect.stringContaining('4 个月') },
    ]);
    expect(t.waits.map((w) => [w.period, w.first, w.last, w.benefitFrom])).toEqual([
      ['2022-07', '2022-06-11', '2022-09-08', '2022-09-09'],
      ['2023-05', '2023-04-11', '2023-07-09', '2023-07-10'],
    ]);
    expect(t.runs.map((r) => [r.from, r.until, r.state])).toEqual([
      ['2023-01-01', '2023-04-10', 'NOT_COVERED'],
      ['2023-04-11', '2023-07-09', 'WAITING'],
      ['2023-07-10', '2023-12-31', 'ELIGIBLE_DIRECT'],
    ]);
    expect(t.contribution.find((n) => n.name === 'empMonths')?.value).toBe(14);
  });

  it('[RU82] a payment whose day is not known leaves its wait open and says what to ask', () => {
    const facts = Facts.parse({
      relations: [],
      payments: [{ scheme: 'EMP', period: '2023-05', state: 'PAID' }],
    });
    const t = timeline({ id: 'T-3', region: '220199', on: '2024-01-15', scheme: 'EMP', year: 2023, facts });
    expect(t.waits[0]).toMatchObject({ period: '2023-05', first: null, open: ['哪一天缴费？'] });
    const blank = timeline({
      id: 'T-4',
      region: '220199',
      on: '2024-01-15',
      scheme: 'EMP',
      year: 2023,
      facts: {},
    });
    expect(blank.runs.map((r) => r.state)).toEqual(['UNKNOWN']);
    expect(blank.runs[0]?.reason).toContain('还不能确定');
  });
});
