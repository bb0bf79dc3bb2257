import { lapseOf } from '../campaign/lapse';
import { assistedIdentities } from '../campaign/priority';
import { type CampaignClass, type CampaignStanding, residentPayment } from '../campaign/target';
import type { CivilDate } from '../domain/civilDate';
import type { Fen } from '../domain/money';
import type { Person } from '../domain/person';
import type { SpecialIdentityType } from '../domain/specialIdentity';

/** Somebody of the list with everything the statistics of an insured year ask of them. */
export interface Counted {
  readonly person: Person;
  readonly standing: CampaignStanding;
  /** 断保 (`lapseOf`) of somebody who is to be asked. */
  readonly lapsed: boolean;
  /** What the tax feedback says was paid here for the year; null: nothing. */
  readonly paid: {
    readonly personFen: Fen;
    readonly assistFen: Fen;
    /** Null: the feedback names no day. */
    readonly on: CivilDate | null;
  } | null;
  /** Identities in force that assist with the fee, confirmed by an office. */
  readonly assisted: readonly SpecialIdentityType[];
}

/** `standing` is the campaign's for the same year and day: statistics have none of their own. */
export function countedOf(
  person: Person,
  standing: CampaignStanding,
  { year, day }: { year: number; day: string },
): Counted {
  const payment = standing.class === 'paid' ? residentPayment(person, year) : undefined;
  return {
    person,
    standing,
    lapsed:
      standing.class !== 'paid' &&
      standing.class !== 'excluded' &&
      lapseOf(person, { year, day })?.kind === 'year',
    paid: payment ? { personFen: payment.personFen, assistFen: payment.assistFen, on: payment.paidOn } : null,
    assisted: [...new Set(assistedIdentities(person, day).map(({ type }) => type))],
  };
}

/** What a figure counts; each is a list of people too. */
export const MEASURES = [
  'registered',
  'asked',
  'paid',
  'unpaid',
  'missing',
  'undecided',
  'lapsed',
  'excluded',
] as const;
export type Measure = (typeof MEASURES)[number];

/** In the order of a table's columns: what is left out of those on the list, who is asked, and where they stand. */
export const COLUMNS: readonly Measure[] = [
  'registered',
  'excluded',
  'asked',
  'paid',
  'unpaid',
  'missing',
  'undecided',
  'lapsed',
];

export const MEASURE_WORDS: Readonly<Record<Measure, string>> = {
  registered: '在册',
  asked: '应参保',
  paid: '已缴费',
  unpaid: '催缴',
  missing: '未参保',
  undecided: '待核',
  lapsed: '断保',
  excluded: '已在别处参保等',
};

const isOf =
  (...classes: readonly CampaignClass[]) =>
  ({ standing }: Counted): boolean =>
    classes.includes(standing.class);

/** Who a figure counts. */
export const COUNTS: Readonly<Record<Measure, (one: Counted) => boolean>> = {
  registered: () => true,
  asked: (one) => one.standing.class !== 'excluded',
  paid: isOf('paid'),
  unpaid: isOf('unpaid'),
  missing: isOf('missing'),
  undecided: isOf('undecided'),
  lapsed: ({ lapsed }) => lapsed,
  excluded: isOf('excluded'),
};
