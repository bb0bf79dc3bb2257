import { addDays, type CivilDate, type CivilMonth, lastDayOfMonth } from '#shared/domain/civilDate';
import type { EnrolmentStatus, Scheme } from '#shared/domain/enrolment';
import type { PayState } from '#shared/domain/payment';
import type { Person } from '#shared/domain/person';
import type { CoverRow, CoverState } from './coverYear';

/** One month of one scheme in four respects. */
export interface CoverMonth {
  readonly month: CivilMonth;
  /** The relation at the month's end; `unknown`: it existed, and its state then is not recorded; null: none, or yet to come. */
  readonly enrolment: EnrolmentStatus | 'unknown' | null;
  /** What was assessed or paid for the month; null: nothing. */
  readonly payment: PayState | null;
  /** Days of the month in a waiting period. */
  readonly waitingDays: number;
  /** The states of its days, each once, in order; empty: nothing was decided. */
  readonly benefit: readonly CoverState[];
}

/** A year of one scheme by month. */
export interface CoverMonths {
  readonly scheme: Scheme;
  /** False: this desk knows neither a relation nor a payment of the scheme. */
  readonly recorded: boolean;
  readonly months: readonly CoverMonth[];
}

const SCHEMES = ['RES', 'EMP'] as const;

/** Both schemes of a year by month: enrolment, payment, waiting, benefit. `rows`: the year's days as the book has them. */
export function coverMonths(
  person: Person,
  rows: readonly CoverRow[],
  year: number,
  day: CivilDate,
): CoverMonths[] {
  return SCHEMES.map((scheme) => ({
    scheme,
    recorded: [...person.enrolments, ...person.payments].some((it) => it.scheme === scheme),
    months: Array.from({ length: 12 }, (_, i) => {
      const month = `${year}-${String(i + 1).padStart(2, '0')}`;
      const days = daysOf(
        rows.find((row) => row.scheme === scheme && row.elsewhere === null),
        month,
      );
      return {
        month,
        enrolment: enrolmentIn(person, scheme, month, day),
        payment: paymentIn(person, scheme, month),
        waitingDays: days.filter((state) => state === 'waiting').length,
        benefit: [...new Set(days)],
      };
    }),
  }));
}

/** The state of each day of a month. */
function daysOf(row: CoverRow | undefined, month: CivilMonth): CoverState[] {
  const states: CoverState[] = [];
  if (!row) return states;
  const last = lastDayOfMonth(month);
  for (let at = `${month}-01`; at <= last; at = addDays(at, 1)) {
    const stretch = row.stretches.find(({ from, until }) => from <= at && at <= until);
    if (stretch) states.push(stretch.state);
  }
  return states;
}

/** The record tells the first day and the present state with its day; what was between is known only where nothing changed. */
function enrolmentIn(
  person: Person,
  scheme: Scheme,
  month: CivilMonth,
  day: CivilDate,
): CoverMonth['enrolment'] {
  if (`${month}-01` > day) return null;
  const monthEnd = lastDayOfMonth(month);
  const at = monthEnd < day ? monthEnd : day;
  const relation = person.enrolments
    .filter((e) => e.scheme === scheme && e.from <= at)
    .toSorted((a, b) => (a.from < b.from ? 1 : -1))[0];
  if (!relation) return null;
  if (relation.statusFrom <= at) return relation.status;
  // Until it was paused or ended it was in force; what came before a resumption is not recorded.
  return relation.status === 'ACTIVE' ? 'unknown' : 'ACTIVE';
}

function paymentIn(person: Person, scheme: Scheme, month: CivilMonth): PayState | null {
  const found = person.payments.find((p) => {
    if (p.scheme !== scheme) return false;
    const until = p.until ?? p.period;
    return p.period.slice(0, 7) <= month.slice(0, p.period.length) && month.slice(0, until.length) <= until;
  });
  return found?.state ?? null;
}
