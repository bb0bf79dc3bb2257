import { addDays, addMonths, type CivilDate } from '../../../domain/civilDate';
import { laterOf } from '../facts';

/** First and last day of a wait, and the first day of benefits after it. */
export interface Wait {
  readonly waitingFirst: CivilDate;
  readonly waitingLast: CivilDate;
  readonly benefitFrom: CivilDate;
}

/**
 * A resident's wait of `months` and `days`. The day of payment is not counted, and the wait does not begin before the insured
 * year (口径13). Months end on the day of the same number as the one that is not counted, or on the month's last day (Civil
 * Code, art. 201 and 202).
 */
export function waitAfter(
  paid: CivilDate,
  yearStart: CivilDate,
  { months, days }: { readonly months: number; readonly days: number },
): Wait {
  const eve = laterOf(paid, addDays(yearStart, -1));
  const waitingLast = addDays(addMonths(eve, months), days);
  return { waitingFirst: addDays(eve, 1), waitingLast, benefitFrom: addDays(waitingLast, 1) };
}
