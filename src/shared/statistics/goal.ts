import { rateWords } from '../campaign/count';

/** A target that somebody has set: as a number of people (R-CMP-01), or as a share of those to be asked (R-GOAL-01). */
export interface Goal {
  readonly kind: 'people' | 'rate';
  /** People, or a share between 0 and 1. */
  readonly value: number;
  /** The document that sets it. */
  readonly source: string;
}

/** How far it is reached. */
export interface Progress {
  /** People that have to have paid. */
  readonly needed: number;
  readonly paid: number;
  /** People still missing; never negative. */
  readonly short: number;
  /** Paid ÷ needed. */
  readonly words: string;
}

/** A share is kept to the hundredth of a per cent, so that no rounding of binary fractions asks for one person more. */
const BASIS = 10_000;

export function progressOf(goal: Goal, { paid, asked }: { paid: number; asked: number }): Progress {
  const needed =
    goal.kind === 'people' ? goal.value : Math.ceil((asked * Math.round(goal.value * BASIS)) / BASIS);
  return { needed, paid, short: Math.max(0, needed - paid), words: rateWords(paid, needed) };
}
