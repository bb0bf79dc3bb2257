import { percent } from '../rules/chapters/campaign/campaign';
import { type CampaignStanding, EXCLUSION_KINDS, type ExclusionKind } from './target';

/** How many stand where; the parts add up to `registered`, to the last person. */
export interface CampaignCount {
  /** Everybody on the list. */
  readonly registered: number;
  readonly paid: number;
  readonly unpaid: number;
  readonly missing: number;
  readonly undecided: number;
  readonly excluded: Readonly<Record<ExclusionKind, number>>;
}

export const NO_COUNT: CampaignCount = {
  registered: 0,
  paid: 0,
  unpaid: 0,
  missing: 0,
  undecided: 0,
  excluded: { deceased: 0, employee: 0, elsewhere: 0, student: 0, soldier: 0, sentenced: 0, moved: 0 },
};

/** Adds standings to a count; each counts once. */
export function countStandings(standings: Iterable<CampaignStanding>, start = NO_COUNT): CampaignCount {
  const { excluded: before, ...rest } = start;
  const sum = { ...rest };
  const kinds = { ...before };
  for (const { class: of, kind } of standings) {
    sum.registered++;
    if (of === 'excluded') {
      if (kind) kinds[kind]++;
    } else sum[of]++;
  }
  return { ...sum, excluded: kinds };
}

export const excludedIn = ({ excluded: kinds }: CampaignCount): number =>
  EXCLUSION_KINDS.reduce((sum, kind) => sum + kinds[kind], 0);

/** A rate (参保率) never goes without what it is made of. */
export interface CampaignRate {
  /** Enrolled and paid. */
  readonly numerator: number;
  /** 应参保: everybody on the list but the excluded; whoever cannot be decided stays in. */
  readonly denominator: number;
  readonly parts: CampaignCount;
  /** Per cent with two decimals; `—` of nobody, and 100 % of nothing less than all. */
  readonly words: string;
}

export function rateOf(parts: CampaignCount): CampaignRate {
  const numerator = parts.paid;
  const denominator = parts.registered - excludedIn(parts);
  return { numerator, denominator, parts, words: rateWords(numerator, denominator) };
}

const FULL = '100.00%';
const NEARLY_FULL = '99.99%';
/** A share as every page says it. */
export function rateWords(part: number, whole: number): string {
  if (whole === 0) return '—';
  const words = percent(part, whole);
  return words === FULL && part < whole ? NEARLY_FULL : words;
}
