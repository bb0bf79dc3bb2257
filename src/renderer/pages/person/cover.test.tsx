import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { DAY, person, residentEnrolment, residentYear, TOWN } from '#fixtures/matterWorld';
import type { Person } from '#shared/domain/person';
import { coverYear } from '../../desk/coverYear';
import { CoverDrawing } from './CoverDrawing';
import { CoverTable } from './CoverTable';
import { openWords } from './coverWords';

const since2025 = { from: '2025-01-01', statusFrom: '2025-01-01' };
const coverOf = (over: Partial<Person>, year: number, confirmed = true) =>
  coverYear({ person: person('P1', over), confirmed, year, day: DAY, jurisdiction: TOWN });
const drawing = (over: Partial<Person>, year: number, confirmed = true) =>
  renderToStaticMarkup(<CoverDrawing cover={coverOf(over, year, confirmed)} year={year} day={DAY} />);
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
