import { z } from 'zod';

/**
 * A civil date (日历日) of Asia/Shanghai as `YYYY-MM-DD`. Text order is date order, so dates are compared as text.
 * No time zone arithmetic takes place anywhere in the rules.
 */
export type CivilDate = string;
/** A calendar month (费款所属期 of the employee scheme) as `YYYY-MM`. */
export type CivilMonth = string;

const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
const MS_A_DAY = 86_400_000;

export const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

export const daysInMonth = (year: number, month: number): number =>
  month === 2 && isLeapYear(year) ? 29 : (DAYS_IN_MONTH[month - 1] ?? 0);

/** True for a real day of the Gregorian calendar written `YYYY-MM-DD`. */
export function isCivilDate(text: string): boolean {
  const m = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!m) return false;
  const [year, month, day] = [Number(m[1]), Number(m[2]), Number(m[3])];
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

export const CivilDate = z
  .string()
  .refine(isCivilDate, { message: '日期应为 YYYY-MM-DD,且当年当月确有这一天' });
export const CivilMonth = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, { message: '月份应为 YYYY-MM' });

const toDays = (date: CivilDate): number => Date.parse(`${date}T00:00:00Z`) / MS_A_DAY;
const fromDays = (days: number): CivilDate => new Date(days * MS_A_DAY).toISOString().slice(0, 10);

/** The day `n` days after `date` (before, when negative). */
export const addDays = (date: CivilDate, n: number): CivilDate => fromDays(toDays(date) + n);

/** Days from `from` to `to`: 0 on the same day, negative when `to` is earlier. */
export const daysBetween = (from: CivilDate, to: CivilDate): number => toDays(to) - toDays(from);

/** Civil Code art. 202: the same day `n` months on, or the month's last day where there is no such day. */
export function addMonths(date: CivilDate, n: number): CivilDate {
  const index = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + n;
  const year = Math.floor(index / 12);
  const month = index - year * 12 + 1;
  const day = Math.min(Number(date.slice(8, 10)), daysInMonth(year, month));
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

export const monthOf = (date: CivilDate): CivilMonth => date.slice(0, 7);
export const yearOf = (date: CivilDate): number => Number(date.slice(0, 4));

/** The month `n` months after `month`. */
export const addToMonth = (month: CivilMonth, n: number): CivilMonth => monthOf(addMonths(`${month}-01`, n));

/** Whole months from `from` to `to`; 0 within the same month. */
export const monthsFrom = (from: CivilMonth, to: CivilMonth): number =>
  (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 +
  Number(to.slice(5, 7)) -
  Number(from.slice(5, 7));

export const lastDayOfMonth = (month: CivilMonth): CivilDate =>
  `${month}-${String(daysInMonth(Number(month.slice(0, 4)), Number(month.slice(5, 7)))).padStart(2, '0')}`;

/** Full age (周岁) on `on`; someone born on 29 February completes a year on 1 March in common years (PED-12). */
export function ageOn(birthDate: CivilDate, on: CivilDate): number {
  const years = yearOf(on) - yearOf(birthDate);
  return on.slice(5) >= birthDate.slice(5) ? years : years - 1;
}
