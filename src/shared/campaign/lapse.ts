import type { CivilDate } from '../domain/civilDate';
import type { Person } from '../domain/person';
import { campaignStanding } from './target';

/**
 * Cover here that was not paid on. `year`: the year before was paid here and this one is not (断保, what a year's rate loses); `earlier`:
 * already the year before was not (往年断保), `last` paid for. Somebody who has paid for the year has not lapsed.
 */
export type Lapse = { readonly kind: 'year' } | { readonly kind: 'earlier'; readonly last: number };

export function lapseOf(person: Person, { year, day }: { year: number; day: CivilDate }): Lapse | null {
  const paid = paidYears(person);
  if (paid.includes(year)) return null;
  const before = paid.filter((one) => one < year);
  if (before.length === 0) return null;
  if (!before.includes(year - 1)) return { kind: 'earlier', last: Math.max(...before) };
  return campaignStanding(person, { year: year - 1, day }).class === 'paid' ? { kind: 'year' } : null;
}

/** Insured years of residents that the tax feedback says were paid. */
export const paidYears = ({ payments }: Person): number[] =>
  payments.flatMap(({ scheme, state, period }) =>
    scheme === 'RES' && state === 'PAID' ? [Number(period)] : [],
  );
