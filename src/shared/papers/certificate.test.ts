import { expect, test } from 'vitest';
import {
  employeeEnrolment,
  person,
  residentEnrolment,
  residentYear,
  UNIT,
  VILLAGE,
} from '#fixtures/matterWorld';
import { certificateOf } from './certificate';

const emp = (period: string, until: string | null, state: 'PAID' | 'DUE' = 'PAID') => ({
  ...residentYear(2026, state),
  scheme: 'EMP' as const,
  period,
  until,
  paidOn: state === 'PAID' ? `${period}-15` : null,
});

test('[PP26] a certificate names relations with their unit or village, and runs of periods in one state as one', () => {
  const of = person('P1', {
    enrolments: [
      residentEnrolment({
        from: '2024-01-01',
        statusFrom: '2025-03-01',
        status: 'TERMINATED',
        reason: 'EMPLOYMENT',
      }),
      employeeEnrolment({ from: '2025-03-01', statusFrom: '2025-03-01', empNo: UNIT.id }),
    ],
    payments: [
      residentYear(2024),
      residentYear(2025),
      emp('2025-11', '2025-12'),
      emp('2026-01', null),
      emp('2026-02', null, 'DUE'),
      emp('2026-04', null),
    ],
  });
  const content = certificateOf({
    person: of,
    village: VILLAGE,
    unitOf: (empNo) => (empNo === UNIT.id ? UNIT.name : null),
    day: '2026-11-22',
    asOf: '2026-11-20T09:42:00.000Z',
  });
  expect(content.relations.map(({ scheme, status, unit }) => [scheme, status, unit])).toEqual([
    ['EMP', 'ACTIVE', UNIT.name],
    ['RES', 'TERMINATED', '青禾镇东河村'],
  ]);
  expect(content.periods.map(({ scheme, state, from, until }) => [scheme, state, from, until])).toEqual(
    [
      ['RES', 'PAID', '2024', '2025'],
      ['EMP', 'PAID', '2026-04', '2026-04'],
      ['EMP', 'DUE', '2026-02', '2026-02'],
      ['EMP', 'PAID', '2025-11', '2026-01'],
    ].toSorted((a, b) => (a[0] === b[0] ? 0 : a[0] === 'RES' ? -1 : 1)),
  );
  expect(content.periods.at(-1)?.paidOn).toBe('2026-01-15');
});
