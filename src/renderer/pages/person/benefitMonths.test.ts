import { expect, test } from 'vitest';
import { DAY, person, residentEnrolment, residentYear, TOWN } from '#fixtures/matterWorld';
import type { Person } from '#shared/domain/person';
import { benefitRow } from './benefitMonths';
import { runs, timeline } from './timeline';

const at = { day: DAY, jurisdiction: TOWN };

function benefits(over: Partial<Person>) {
  const somebody = person('P1', over);
  const [row] = timeline(somebody, 2025, 2027, DAY.slice(0, 7));
  return row ? runs(benefitRow(somebody, row, at)) : [];
}

test('[WI19] benefits follow from the relation and the paid years, also of the year to come', () => {
  const enrolments = [residentEnrolment({ from: '2025-01-01', statusFrom: '2025-01-01' })];
  expect(benefits({ enrolments, payments: [residentYear(2025), residentYear(2027)] })).toEqual([
    { from: '2025-01', to: '2025-12', state: 'benefit' },
    { from: '2027-01', to: '2027-12', state: 'benefit' },
  ]);
});

test('[WI19] a year that is due and not paid gives no benefits', () => {
  const enrolments = [residentEnrolment({ from: '2025-01-01', statusFrom: '2025-01-01' })];
  expect(benefits({ enrolments, payments: [residentYear(2027, 'DUE')] })).toEqual([]);
});

test('[WI19] before a termination costs may still be claimed, after it nothing', () => {
  const enrolments = [
    residentEnrolment({
      from: '2025-01-01',
      status: 'TERMINATED',
      statusFrom: '2026-06-15',
      reason: 'MOVED',
    }),
  ];
  expect(benefits({ enrolments, payments: [residentYear(2026)] })).toEqual([
    { from: '2026-01', to: '2026-05', state: 'reimburse' },
  ]);
});
