import { campaignStanding, type ExclusionKind, residentPayment } from '#shared/campaign/target';
import type { CivilDate } from '#shared/domain/civilDate';
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

const COVERED: Partial<Record<ExclusionKind, CoverStatus>> = {
  deceased: '死亡',
  employee: '职工参保',
  elsewhere: '异地参保',
  student: '异地参保',
};

/** The person's standing in the campaign by the record alone, as a roster says it. */
export function coverStatus(person: Person, year: number): CoverStatus {
  // The day only bears on what is undecided, which a roster calls 未参保 as well.
  const { class: of, kind } = campaignStanding(person, { year, day: `${year}-01-01` });
  if (of === 'paid') return '已缴费';
  const covered = kind && COVERED[kind];
  if (covered) return covered;
  return residentPayment(person, year)?.state === 'DUE' ? '已登记未缴' : '未参保';
}
