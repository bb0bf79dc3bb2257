import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { DAY, employeeEnrolment, person, residentEnrolment, residentYear, TOWN } from '#fixtures/matterWorld';
import type { Person } from '#shared/domain/person';
import { coverMonths } from '../../desk/coverMonths';
import { coverYear } from '../../desk/coverYear';
import { CoverDrawing } from './CoverDrawing';
import { CoverTable } from './CoverTable';
import { openWords } from './coverWords';
import { MonthTable } from './MonthTable';

const since2025 = { from: '2025-01-01', statusFrom: '2025-01-01' };
const coverOf = (over: Partial<Person>, year: number, confirmed = true) =>
  coverYear({ person: person('P1', over), confirmed, year, day: DAY, jurisdiction: TOWN });
const monthsOf = (over: Partial<Person>, year: number, confirmed = true) =>
  coverMonths(person('P1', over), coverOf(over, year, confirmed).rows, year, DAY);
const drawing = (over: Partial<Person>, year: number, confirmed = true) =>
  renderToStaticMarkup(
    <CoverDrawing
      cover={coverOf(over, year, confirmed)}
      months={monthsOf(over, year, confirmed)}
      year={year}
      day={DAY}
    />,
  );
const table = (over: Partial<Person>, year: number, confirmed = true) =>
  renderToStaticMarkup(
    <CoverTable rows={coverOf(over, year, confirmed).rows} year={year} onShow={() => undefined} />,
  );
const enrolments = [residentEnrolment(since2025)];
const unpaid2026 = { enrolments, payments: [residentYear(2025), residentYear(2026, 'DUE')] };

test('[WI30] each day has its place, each state its sign and word, and the business day its line', () => {
  const html = drawing(unpaid2026, 2026);
  expect(html).toContain('aria-hidden="true"');
  expect(html.match(/class="stretch (none|ahead) "/g)).toEqual([
    'class="stretch none "',
    'class="stretch ahead "',
  ]);
  expect(html).toContain(`left:0%;width:${(326 / 365) * 100}%`);
  expect(html).toMatch(/class="stretch ahead">未<\/i> 未到/);
  expect(html).toContain('today-line');
  expect(drawing(unpaid2026, 2025)).not.toContain('today-line');
});

test('[WI31] the table says state, reason, failed condition and article, and what is missing for a wait', () => {
  const html = table(unpaid2026, 2026);
  expect(html).toContain('2026-11-22');
  expect(html).toContain('不享受待遇');
  expect(html).toMatch(/未满足.*当日所在费款所属期为实缴：否/);
  expect(html).toMatch(/第十条 · R-BEN-01 ›<\/button>/);
  expect(html).toContain('居民医保 2025 年度起缴：');
  expect(openWords(['哪一天缴费？'])).toBe('哪一天缴费？');
  expect(openWords(['resident.window.start'])).toBe('政策参数“居民集中缴费期首日”');
});

test('[WI31] a paused relation is told in words, never in codes', () => {
  const terminated = [
    residentEnrolment({ ...since2025, status: 'TERMINATED', statusFrom: '2025-07-01', reason: 'MOVED' }),
  ];
  const html = table({ enrolments: terminated, payments: [residentYear(2025)] }, 2025);
  expect(html).toContain('费用可申请报销');
  expect(html).toContain('未满足');
  expect(html).not.toMatch(/TERMINATED|ACTIVE|PAUSED/);
});

test('[WI32] what is not known is drawn and said as not known', () => {
  const html = drawing(unpaid2026, 2026, false) + table(unpaid2026, 2026, false);
  expect(html).toContain('stretch unknown');
  expect(html).toContain('不能确定');
  expect(html).toContain('还不能确定：');
  expect(html).not.toContain('不享受待遇');
});

test('[HH24] both schemes stand beside each other by month: enrolment, payment, waiting and benefit, drawn with a legend and as a table', () => {
  const over = {
    enrolments: [
      residentEnrolment({
        ...since2025,
        status: 'TERMINATED',
        statusFrom: '2026-07-10',
        reason: 'EMPLOYMENT',
      }),
      employeeEnrolment({ from: '2026-07-10', statusFrom: '2026-07-10' }),
    ],
    payments: [
      residentYear(2026),
      {
        ...residentYear(2026),
        scheme: 'EMP' as const,
        period: '2026-08',
        until: '2026-10',
        paidOn: '2026-08-05',
      },
      { ...residentYear(2026, 'DUE'), scheme: 'EMP' as const, period: '2026-11', until: null },
    ],
  };
  const [res, emp] = monthsOf(over, 2026);
  const of = (months: typeof res, key: 'enrolment' | 'payment') =>
    months?.months.map((m) => m[key] ?? '-').join(' ');
  expect(of(res, 'enrolment')).toBe(`${'ACTIVE '.repeat(6)}TERMINATED ${'TERMINATED '.repeat(4)}-`);
  expect(of(res, 'payment')).toBe(Array(12).fill('PAID').join(' '));
  expect(of(emp, 'enrolment')).toBe('- - - - - - ACTIVE ACTIVE ACTIVE ACTIVE ACTIVE -');
  expect(of(emp, 'payment')).toBe('- - - - - - - PAID PAID PAID DUE -');
  const html = drawing(over, 2026);
  for (const words of ['居民医保', '职工医保', '参保正常', '参保终止', '已缴', '应缴未缴'])
    expect(html).toContain(words);
  expect(html).toContain('title="2026-11 参保：正常，缴费：应缴未缴"');
  const table = renderToStaticMarkup(<MonthTable months={monthsOf(over, 2026)} year={2026} />);
  for (const words of ['参保', '缴费', '等待', '待遇', '12 月']) expect(table).toContain(words);
});

test('[HH24] a scheme without records is said to have none, and a state that is not recorded is not guessed', () => {
  const resumed = { enrolments: [residentEnrolment({ from: '2024-01-01', statusFrom: '2026-03-01' })] };
  const [res, emp] = monthsOf(resumed, 2026);
  expect(res?.months.slice(0, 3).map(({ enrolment }) => enrolment)).toEqual(['unknown', 'unknown', 'ACTIVE']);
  expect(emp).toMatchObject({ recorded: false });
  expect(drawing(resumed, 2026)).toContain('没有参保和缴费记录');
});

test('[HH24] the days of a wait are counted in their months', () => {
  const first = {
    enrolments: [residentEnrolment({ from: '2026-05-20', statusFrom: '2026-05-20' })],
    payments: [{ ...residentYear(2026), paidOn: '2026-05-20' }],
  };
  const [res] = monthsOf(first, 2026);
  const waiting = coverOf(first, 2026).rows[0]?.stretches.find(({ state }) => state === 'waiting');
  expect(waiting).toBeDefined();
  const days = res?.months.reduce((sum, { waitingDays }) => sum + waitingDays, 0);
  expect(days).toBeGreaterThan(0);
});
