import { describe, expect, test } from 'vitest';
import { DAY, employeeEnrolment, person, residentEnrolment, residentYear, TOWN } from '#fixtures/matterWorld';
import type { Payment } from '#shared/domain/payment';
import type { Person } from '#shared/domain/person';
import { type CoverAsk, coverYear, coverYears } from './coverYear';

const since2025 = { from: '2025-01-01', statusFrom: '2025-01-01' };
const cover = (over: Partial<Person>, year: number, ask: Partial<CoverAsk> = {}) =>
  coverYear({ person: person('P1', over), confirmed: true, year, day: DAY, jurisdiction: TOWN, ...ask });
const drawn = (over: Partial<Person>, year: number, ask: Partial<CoverAsk> = {}) =>
  cover(over, year, ask).rows.map((row) => row.stretches.map((s) => [s.from, s.until, s.state]));
const months = (over: Partial<Payment>): Payment => ({
  ...residentYear(2025),
  scheme: 'EMP',
  period: '2025-01',
  until: '2025-12',
  paidOn: '2025-01-20',
  ...over,
});

describe('a year of cover', () => {
  test('[DK31] a paid year is benefit on every day, under the article that says so', () => {
    const [row] = cover(
      { enrolments: [residentEnrolment(since2025)], payments: [residentYear(2025)] },
      2025,
    ).rows;
    expect(row?.stretches.map((s) => [s.from, s.until, s.state])).toEqual([
      ['2025-01-01', '2025-12-31', 'benefit'],
    ]);
    const found = row?.stretches[0]?.found;
    expect(found?.reason).toMatchObject({ rule: 'R-BEN-01', document: 'JL-11-2022', article: '第十条' });
    expect(found?.answer.trace.length).toBeGreaterThan(0);
  });

  test('[DK31] a year that is due and not paid has no benefits up to today, and names the condition that failed', () => {
    const over = {
      enrolments: [residentEnrolment(since2025)],
      payments: [residentYear(2025), residentYear(2026, 'DUE')],
    };
    const [row] = cover(over, 2026).rows;
    expect(row?.stretches.map((s) => [s.from, s.until, s.state])).toEqual([
      ['2026-01-01', DAY, 'none'],
      ['2026-11-23', '2026-12-31', 'ahead'],
    ]);
    expect(row?.stretches[0]?.unmet).toContain('当日所在费款所属期为实缴：否');
  });

  test('[DK31] costs before a termination may be claimed, after it there is nothing', () => {
    const enrolments = [
      residentEnrolment({ ...since2025, status: 'TERMINATED', statusFrom: '2026-06-15', reason: 'MOVED' }),
    ];
    const payments = [residentYear(2025), residentYear(2026)];
    expect(drawn({ enrolments, payments }, 2026)).toEqual([
      [
        ['2026-01-01', '2026-06-14', 'reimburse'],
        ['2026-06-15', DAY, 'none'],
        ['2026-11-23', '2026-12-31', 'ahead'],
      ],
    ]);
    expect(cover({ enrolments, payments }, 2026).rows[0]?.stretches[1]?.unmet.join()).toMatch(/：(是|否)$/);
  });

  test('[DK32] the waiting days of somebody newly insured are drawn, and the wait says until when', () => {
    const over = {
      enrolments: [employeeEnrolment(since2025)],
      payments: [months({ paidOn: '2025-01-20' })],
    };
    const [row] = cover(over, 2025).rows;
    expect(row?.stretches[0]).toMatchObject({ from: '2025-01-01', state: 'waiting' });
    expect(row?.stretches[1]?.state).toBe('benefit');
    expect(row?.waits[0]).toMatchObject({ period: '2025-01', open: [] });
    expect(row?.stretches[1]?.from).toBe(row?.waits[0]?.benefitFrom);
  });

  test('[DK32] a wait that cannot be decided leaves the benefit of its first year open', () => {
    const over = { enrolments: [employeeEnrolment(since2025)], payments: [months({ paidOn: null })] };
    const [row] = cover(over, 2025).rows;
    expect(row?.waits[0]?.open).toEqual(['哪一天缴费？']);
    expect(row?.stretches.map((s) => [s.state, s.waitOpen])).toEqual([['benefit', true]]);
  });

  test('[DK32] months without payment between paid ones are a gap', () => {
    const payments = [
      months({ until: '2025-03' }),
      months({ period: '2025-08', until: '2025-12', paidOn: '2025-08-20' }),
    ];
    const [row] = cover({ enrolments: [employeeEnrolment(since2025)], payments }, 2025).rows;
    expect(row?.gaps).toMatchObject([{ from: '2025-04', until: '2025-07' }]);
    expect(row?.gaps[0]?.reason).toContain('4 个月');
  });

  test('[DK33] where the records of payment begin after the relation, nobody is said to be without cover', () => {
    const over = {
      enrolments: [residentEnrolment({ from: '2019-01-01', statusFrom: '2019-01-01' })],
      payments: [residentYear(2025)],
    };
    const [row] = cover(over, 2024).rows;
    expect(row?.stretches.map((s) => s.state)).toEqual(['unknown']);
    expect(row?.stretches[0]?.text).toContain('2025-01-01');
    const [next] = cover(over, 2025).rows;
    expect(next?.stretches.map((s) => [s.state, s.waitOpen])).toEqual([['benefit', true]]);
    expect(next?.waits[0]?.open).toHaveLength(1);
  });

  test('[DK33] somebody the platform has not confirmed is unknown on every day, and no months are counted', () => {
    const over = { enrolments: [residentEnrolment(since2025)], payments: [residentYear(2027, 'DUE')] };
    expect(drawn(over, 2026, { confirmed: false })[0]?.map(([, , state]) => state)).toEqual(['unknown']);
    expect(cover(over, 2026, { confirmed: false }).contribution).toEqual([]);
  });

  test('[DK33] a relation elsewhere is drawn as unknown from its first day, beside the scheme here', () => {
    const over = {
      enrolments: [residentEnrolment(since2025)],
      payments: [residentYear(2025), residentYear(2026)],
      elsewhere: [
        {
          scheme: 'EMP' as const,
          region: '210200',
          status: 'ACTIVE' as const,
          from: '2026-04-01',
          source: '平台',
        },
      ],
    };
    const [here, there] = cover(over, 2026).rows;
    expect(here?.stretches[0]?.state).toBe('benefit');
    expect([there?.elsewhere, there?.stretches.map((s) => [s.from, s.state])]).toEqual([
      '210200',
      [['2026-04-01', 'unknown']],
    ]);
    expect(cover(over, 2025).rows).toHaveLength(1);
  });

  test('[DK34] contribution months are counted once over the whole history', () => {
    const payments = [
      residentYear(2025),
      months({ until: '2025-06' }),
      months({ period: '2025-04', until: '2025-09' }),
    ];
    const { contribution } = cover({ enrolments: [employeeEnrolment(since2025)], payments }, 2026);
    const value = (name: string) => contribution.find((n) => n.name === name)?.value;
    expect([value('empMonths'), value('resMonths')]).toEqual([9, 3]);
  });

  test('[DK34] the years to choose from go from the first record to the year to come', () => {
    const over = { enrolments: [residentEnrolment({ from: '2024-03-10' })], payments: [residentYear(2025)] };
    expect(coverYears(person('P1', over), DAY)).toEqual([2024, 2025, 2026, 2027]);
    expect(coverYears(person('P1'), DAY)).toEqual([2026, 2027]);
    expect(cover({}, 2026).rows).toEqual([]);
  });
});
