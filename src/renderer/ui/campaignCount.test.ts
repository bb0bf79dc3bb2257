import { expect, test } from 'vitest';
import type { Person } from '#shared/domain/person';
import { countCampaign } from './campaignCount';

const person = (over: Partial<Person>): Person => ({
  kind: 'person',
  id: 'P1',
  version: 1,
  formerId: null,
  certType: '01',
  certNo: null,
  name: '甲',
  sex: '1',
  birthDate: '1980-01-01',
  nation: '01',
  nationality: 'CHN',
  phone: null,
  villageCode: '220199101201',
  group: 1,
  householdId: '0101-001',
  relation: '02',
  hukouRegion: null,
  residencePermit: false,
  survival: '1',
  deathDate: null,
  identities: [],
  schooling: null,
  enrolments: [],
  payments: [],
  elsewhere: [],
  guardianId: null,
  ...over,
});
const payment = (state: 'DUE' | 'PAID') => ({
  scheme: 'RES' as const,
  period: '2027',
  until: null,
  state,
  personFen: 42000,
  assistFen: 0,
  paidOn: null,
  voucherNo: null,
});

test('[WI8] everybody alive counts once, and the dead not at all', () => {
  const people = [
    person({ payments: [payment('PAID')] }),
    person({ payments: [payment('DUE')] }),
    person({}),
    person({ survival: '2' }),
    person({
      elsewhere: [
        { scheme: 'EMP', region: '210199', status: 'ACTIVE', from: '2025-01-01', source: '国家平台' },
      ],
    }),
  ];
  expect(countCampaign(people, 2027)).toEqual({ target: 4, paid: 1, due: 1, covered: 1, open: 1 });
  expect(countCampaign(people, 2026)).toEqual({ target: 4, paid: 0, due: 0, covered: 1, open: 3 });
});
