import type { CivilDate } from '#shared/domain/civilDate';
import type { Payment } from '#shared/domain/payment';
import type { Person } from '#shared/domain/person';

/** How a person stands in one insured year of the residents' campaign, in the words of the roster. */
export const COVER_STATUSES = ['已缴费', '已登记未缴', '未参保', '异地参保', '职工参保', '死亡'] as const;
export type CoverStatus = (typeof COVER_STATUSES)[number];

/** Collective enrolment for the next year opens in September; from then on the desk speaks of that year. */
const CAMPAIGN_OPENS_MONTH = 9;

/** Insured year that the campaign of a day is about. */
export function campaignYear(day: CivilDate): number {
  const year = Number(day.slice(0, 4));
  return Number(day.slice(5, 7)) >= CAMPAIGN_OPENS_MONTH ? year + 1 : year;
}

/** The residents' assessment or payment of a year. */
export const residentPayment = (person: Person, year: number): Payment | undefined =>
  person.payments.find(({ scheme, period }) => scheme === 'RES' && period === String(year));

/**
 * The first that holds: a death ends everything; a year paid for is paid for; then cover as an employee, cover elsewhere,
 * a registration that is not paid yet.
 */
export function coverStatus(person: Person, year: number): CoverStatus {
  if (person.survival === '2') return '死亡';
  const payment = residentPayment(person, year);
  if (payment?.state === 'PAID') return '已缴费';
  if (person.enrolments.some(({ scheme, status }) => scheme === 'EMP' && status === 'ACTIVE'))
    return '职工参保';
  if (person.elsewhere.some(({ status }) => status === 'ACTIVE')) return '异地参保';
  return payment?.state === 'DUE' ? '已登记未缴' : '未参保';
}
