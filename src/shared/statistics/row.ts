import { type CampaignRate, countStandings, excludedIn, rateOf } from '../campaign/count';
import type { Fen } from '../domain/money';
import { COUNTS, type Counted, type Measure } from './counted';

/** A line of a table: its people. Every figure of it is counted from them, and lists them. */
export interface StatisticsRow {
  readonly key: string;
  readonly label: string;
  readonly members: readonly Counted[];
}

export interface Figures {
  readonly rate: CampaignRate;
  readonly count: Readonly<Record<Measure, number>>;
  /** Paid by the people themselves, and assisted; of those who have paid for the year here. */
  readonly personFen: Fen;
  readonly assistFen: Fen;
}

/** Counted once for the same people: pages ask on every drawing, for the table as for the chart. */
const known = new WeakMap<readonly Counted[], Figures>();

export function figuresOf({ members }: Pick<StatisticsRow, 'members'>): Figures {
  const figures = known.get(members) ?? count(members);
  known.set(members, figures);
  return figures;
}

function count(members: readonly Counted[]): Figures {
  const rate = rateOf(countStandings(members.map(({ standing }) => standing)));
  const { registered, paid, unpaid, missing, undecided } = rate.parts;
  return {
    rate,
    count: {
      registered,
      asked: rate.denominator,
      paid,
      unpaid,
      missing,
      undecided,
      excluded: excludedIn(rate.parts),
      lapsed: members.filter(COUNTS.lapsed).length,
    },
    personFen: members.reduce((sum, one) => sum + (one.paid?.personFen ?? 0), 0),
    assistFen: members.reduce((sum, one) => sum + (one.paid?.assistFen ?? 0), 0),
  };
}

/** The people behind a figure, as many as it says. */
export const peopleOf = ({ members }: Pick<StatisticsRow, 'members'>, measure: Measure): Counted[] =>
  members.filter(COUNTS[measure]);
