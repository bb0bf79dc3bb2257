import { expect, test } from 'vitest';
import { MATTER_TABLE } from '#fixtures/matterTable';
import { DAY, employeeEnrolment, person, residentEnrolment } from '#fixtures/matterWorld';
import { startableFor } from './startable';

const of = (over: Parameters<typeof person>[1]) => startableFor(person('P1', over), DAY);

test('[MA70] a matter is offered only where the records give it something to do', () => {
  expect(of({})).toEqual(['RES_REGISTER', 'EMP_REGISTER', 'FLEX_REGISTER', 'SPECIAL_IDENTITY']);
  const paused = employeeEnrolment({ status: 'PAUSED', statusFrom: '2026-10-01', reason: 'RESIGNATION' });
  expect(of({ enrolments: [paused] })[0]).toBe('EMP_RESUME');
  expect(of({ enrolments: [employeeEnrolment()] })).not.toContain('EMP_RESUME');
  expect(of({ enrolments: [residentEnrolment()] })).not.toContain('DUPLICATE');
  expect(of({ enrolments: [residentEnrolment({ status: 'PAUSED' })] })).not.toContain('RES_PAUSE');
  expect(of({ survival: '2', deathDate: '2026-09-14' })).toEqual([]);
  expect(of({ survival: '2', enrolments: [employeeEnrolment()] })).toEqual([
    'EMP_TERMINATE',
    'ACCOUNT_WITHDRAWAL',
  ]);
});

test('[MA70] whoever can have a matter accepted is offered it', () => {
  // Withdrawal for a person still in the scheme, and what is asked of somebody with a paper from elsewhere, begin at the counter.
  const fromTheCounter = new Set(['ACCOUNT_WITHDRAWAL', 'DUPLICATE', 'SUBSIDY_DEDUCTION']);
  for (const { code, says, who, becomes } of MATTER_TABLE) {
    if (becomes === undefined || fromTheCounter.has(code)) continue;
    expect(of(who), `${code}: ${says}`).toContain(code);
  }
});
