import { expect, test } from 'vitest';
import { person, residentYear } from '#fixtures/matterWorld';
import { countCampaign } from './campaignCount';

test('[WI8] everybody alive counts once, and the dead not at all', () => {
  const elsewhere = [
    {
      scheme: 'EMP' as const,
      region: '220198',
      status: 'ACTIVE' as const,
      from: '2025-01-01',
      source: '国家平台',
    },
  ];
  const people = [
    person('P1', { payments: [residentYear(2027)], enrolments: [] }),
    person('P2', { payments: [residentYear(2027, 'DUE')], enrolments: [] }),
    person('P3', { payments: [], enrolments: [] }),
    person('P4', { payments: [], enrolments: [], survival: '2' }),
    person('P5', { payments: [], enrolments: [], elsewhere }),
  ];
  expect(countCampaign(people, 2027)).toEqual({ target: 4, paid: 1, due: 1, covered: 1, open: 1 });
  expect(countCampaign(people, 2026)).toEqual({ target: 4, paid: 0, due: 0, covered: 1, open: 3 });
});
