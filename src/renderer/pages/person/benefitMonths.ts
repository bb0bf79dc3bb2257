import { type CivilDate, lastDayOfMonth } from '#shared/domain/civilDate';
import type { Person } from '#shared/domain/person';
import type { Jurisdiction } from '#shared/domain/region';
import { factsOf } from '#shared/matters/facts';
import { decide } from '#shared/rules/decide';
import type { MonthState, TimelineRow } from './timeline';

const STATES: Readonly<Record<string, MonthState>> = {
  ELIGIBLE_DIRECT: 'benefit',
  ELIGIBLE_REIMBURSE: 'reimburse',
};

/**
 * The benefit state at the end of each month of a row, as the rules see it (R-BEN-01). The record does not hold the first
 * day of benefits that was decided at registration, so a waiting period is not seen here.
 */
export function benefitRow(
  person: Person,
  row: TimelineRow,
  at: { readonly day: CivilDate; readonly jurisdiction: Jurisdiction },
): TimelineRow {
  const facts = factsOf(person, { ...at, asOf: '', authoritative: true, sameNumber: null });
  const stateOf = (day: CivilDate): MonthState => {
    const answer = decide({
      id: person.id,
      matter: 'BENEFIT_STATE',
      on: at.day,
      region: at.jurisdiction.region,
      facts: { ...facts, benefitFrom: null },
      request: { scheme: row.scheme, day },
    });
    return answer.reasons.map((reason) => STATES[reason.code]).find((state) => state !== undefined) ?? 'none';
  };
  return {
    scheme: row.scheme,
    of: 'benefit',
    months: row.months.map(({ month, state }) => {
      const found = stateOf(lastDayOfMonth(month));
      return { month, state: state === 'ahead' && found === 'none' ? 'ahead' : found };
    }),
  };
}
