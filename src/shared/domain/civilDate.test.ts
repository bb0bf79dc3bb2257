import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  addToMonth,
  ageOn,
  CivilDate,
  daysBetween,
  isCivilDate,
  lastDayOfMonth,
  monthsFrom,
} from './civilDate';

const date = fc.integer({ min: -20_000, max: 40_000 }).map((n) => addDays('1990-01-01', n));

describe('civil dates', () => {
  test.each([
    ['2024-02-29', true],
    ['2023-02-29', false],
    ['1900-02-29', false],
    ['2000-02-29', true],
    ['2026-13-01', false],
    ['2026-00-10', false],
    ['2026-04-31', false],
    ['2026-4-3', false],
    ['0000-01-01', false],
    ['2026-11-22T00:00', false],
  ])('[MA40] %s is a day: %s', (text, is) => expect(isCivilDate(text)).toBe(is));
  test('[MA40] a text that is no day is refused in Chinese', () => {
    expect(CivilDate.safeParse('2026-02-30').error?.issues[0]?.message).toContain('日期');
  });
  test.each([
    ['2022-06-01', 30, '2022-07-01'],
    ['2023-01-31', 30, '2023-03-02'],
    ['2026-01-01', -1, '2025-12-31'],
  ])('[MA41] %s and %d days is %s', (from, n, to) => expect(addDays(from, n)).toBe(to));
  test.each([
    ['2022-11-30', 3, '2023-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-05-31', 24, '2028-05-31'],
  ])('[MA42] %s and %d months is %s', (from, n, to) => expect(addMonths(from, n)).toBe(to));
  test('[MA43] a year of age is full on the birthday, of a leap day on 1 March in common years', () => {
    expect(ageOn('2008-11-23', '2026-11-22')).toBe(17);
    expect(ageOn('2008-11-22', '2026-11-22')).toBe(18);
    expect(ageOn('2008-02-29', '2026-02-28')).toBe(17);
    expect(ageOn('2008-02-29', '2026-03-01')).toBe(18);
    expect(ageOn('2008-02-29', '2028-02-29')).toBe(20);
  });
  test('[MA41] adding and counting days are each other’s inverse, and text order is date order', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: -5000, max: 5000 }), (from, n) => {
        const to = addDays(from, n);
        expect(isCivilDate(to)).toBe(true);
        expect(daysBetween(from, to)).toBe(n);
        expect(Math.sign(n)).toBe(to > from ? 1 : to < from ? -1 : 0);
      }),
    );
  });
  test('[MA42] months are counted as they are added', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: -600, max: 600 }), (from, n) => {
        const month = from.slice(0, 7);
        expect(monthsFrom(month, addToMonth(month, n))).toBe(n);
        expect(isCivilDate(lastDayOfMonth(month))).toBe(true);
        expect(addDays(lastDayOfMonth(month), 1).slice(8)).toBe('01');
      }),
    );
  });
});
