import type { Case } from '#shared/rules/case';

/** Cases to begin from, of an invented county; numbers are of an area assigned to nobody. */
export const EXAMPLES: readonly Case[] = [
  {
    id: '例：居民续保',
    matter: 'RES_REGISTER',
    on: '2026-11-22',
    region: '220199',
    facts: {
      person: {
        certType: '01',
        certNo: '220199199003071234',
        sex: '1',
        birthDate: '1990-03-07',
        alive: true,
        hukouRegion: '220199',
        identities: [],
      },
      relations: [{ scheme: 'RES', status: 'ACTIVE', region: '220199', from: '2022-01-01' }],
      payments: [{ scheme: 'RES', period: '2022', until: '2026', state: 'PAID' }],
      sameNumber: [],
      samePerson: [],
    },
    request: { year: 2027, category: 'ADULT' },
  },
  {
    id: '例：新生儿，已过 90 天',
    matter: 'NEWBORN_REGISTER',
    on: '2026-11-22',
    region: '220199',
    facts: {
      person: {
        certType: null,
        certNo: null,
        sex: '1',
        birthDate: '2026-08-01',
        alive: true,
        identities: [],
      },
      relations: [],
      payments: [],
    },
    request: { year: 2026, category: 'NEWBORN' },
  },
  {
    id: '例：职工登记，居民关系未停',
    matter: 'EMP_REGISTER',
    on: '2026-11-22',
    region: '220199',
    facts: {
      person: { alive: true, sex: '2', birthDate: '1988-06-12', identities: [] },
      relations: [{ scheme: 'RES', status: 'ACTIVE', region: '220199', from: '2022-01-01' }],
      payments: [{ scheme: 'RES', period: '2022', until: '2026', state: 'PAID' }],
    },
    request: { subKind: 'UNIT', hireDate: '2026-11-02', firstPeriod: '2026-12' },
  },
  {
    id: '例：待遇等待期，断保两年',
    matter: 'WAITING_PERIOD',
    on: '2026-11-22',
    region: '220199',
    facts: {
      person: { alive: true, sex: '1', birthDate: '1975-01-09', identities: [] },
      relations: [{ scheme: 'RES', status: 'TERMINATED', region: '220199', from: '2020-01-01' }],
      payments: [{ scheme: 'RES', period: '2020', until: '2024', state: 'PAID' }],
    },
    request: { scheme: 'RES', year: 2027 },
  },
  {
    id: '例：证件号码',
    matter: 'IDENTIFIER_CHECK',
    on: '2026-11-22',
    region: '220199',
    facts: { person: { certType: '01', certNo: '220199198405170000' } },
    request: {},
  },
];
