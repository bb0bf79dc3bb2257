import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays } from '../domain/civilDate';
import { STATUS_REASONS } from '../domain/enrolment';
import { SPECIAL_IDENTITY_TYPES } from '../domain/specialIdentity';
import { Answer } from './answer';
import { Case, CaseMatter, ResidentCategory } from './case';
import { decide } from './decide';

const some = <T>(...values: [T, ...T[]]) => fc.constantFrom(...values);
const maybe = <T>(a: fc.Arbitrary<T>) => fc.option(a, { nil: undefined });
const day = fc.integer({ min: 0, max: 2400 }).map((n) => addDays('2021-06-01', n));
const region = some('220199', '220198', '220298', '350199', '110199');
const month = day.map((d) => d.slice(0, 7));
const year = fc.integer({ min: 2020, max: 2029 });

const relation = fc.record({
  scheme: some('EMP', 'RES'),
  status: some('ACTIVE', 'PAUSED', 'TERMINATED'),
  region,
  from: maybe(day),
  statusFrom: maybe(day),
});
const payment = fc.oneof(
  fc.record({ scheme: some('EMP'), period: month, state: some('PAID', 'DUE', 'BROKEN') }),
  fc.record({ scheme: some('RES'), period: year.map(String), state: some('PAID', 'DUE', 'BROKEN') }),
);
const identity = fc.record({
  type: fc.constantFrom(...SPECIAL_IDENTITY_TYPES),
  source: some('民政', null),
  from: day,
  until: some(null),
});
const person = fc.record({
  certType: maybe(some('01', '04', '06', '07', '08', '17', '02', '99', null)),
  certNo: maybe(
    some('220199199003071234', '220199199003071235', 'H01234567', 'E12345678', '810000198804120057', null),
  ),
  sex: maybe(some('1', '2', '9')),
  birthDate: maybe(fc.oneof(day, some('1990-03-07'))),
  alive: maybe(fc.boolean()),
  hukouRegion: maybe(fc.oneof(region, some(null))),
  residencePermit: maybe(fc.boolean()),
  studentHere: maybe(fc.boolean()),
  identities: maybe(fc.array(identity, { maxLength: 2 })),
  drawingUnemploymentBenefit: maybe(fc.boolean()),
  dischargedSoldier: maybe(fc.boolean()),
});
/** What units, contributions, arrears and retirement read. */
const fen = fc.nat(999_999);
const contributionFacts = {
  unit: maybe(
    fc.record({
      firstUnpaid: maybe(some('2022-05', null)),
      arrearsFen: maybe(fc.nat(2)),
      records: maybe(fc.array(fc.record({ region }), { maxLength: 2 })),
    }),
  ),
  wages: maybe(fc.array(fc.record({ year, totalFen: fen }), { maxLength: 2 })),
  lastBaseFen: maybe(fen),
  contributionMonths: maybe(fc.nat(400)),
  service: maybe(
    fc.array(fc.record({ kind: some('WORK', 'MILITARY'), from: month, until: month }), { maxLength: 2 }),
  ),
  retirementDay: maybe(day),
  retirementGroup: maybe(some('FIFTY', 'FIFTY_FIVE')),
  accountFen: maybe(fen),
  destinationTakesAccount: maybe(fc.boolean()),
  flexMode: maybe(some('POOL_ONLY', null)),
};
const contributionRequest = {
  establishedOn: maybe(day),
  changedOn: maybe(day),
  approvedOn: maybe(day),
  keepRecord: maybe(region),
  subKind: maybe(some('UNIT', 'FLEX')),
  baseFen: maybe(fen),
  unitPartFen: maybe(fen),
  cycle: maybe(year),
  declared: maybe(fc.boolean()),
  firstWageFen: maybe(fen),
  paidInFull: maybe(fc.boolean()),
  mode: maybe(some('POOL_ONLY', 'POOL_PLUS_ACCOUNT', null)),
  fromAccount: maybe(fc.boolean()),
  classReason: maybe(some('RANK', 'OTHER')),
  lumpFen: maybe(fen),
  instead: maybe(some('FLEX', 'RES', null)),
};
const subject = fc
  .record({
    matter: fc.constantFrom(...CaseMatter.options),
    on: day,
    region,
    facts: fc.record({
      ...contributionFacts,
      person: maybe(person),
      relations: maybe(fc.array(relation, { maxLength: 3 })),
      payments: maybe(fc.array(payment, { maxLength: 5 })),
      sameNumber: maybe(fc.array(some('P1'), { maxLength: 1 })),
      samePerson: maybe(fc.array(some('P1'), { maxLength: 1 })),
    }),
    request: fc.record({
      ...contributionRequest,
      scheme: maybe(some('EMP', 'RES')),
      year: maybe(year),
      category: maybe(fc.constantFrom(...ResidentCategory.options)),
      paidOn: maybe(day),
      outsideWindowReason: maybe(some('TRANSFER', 'OTHER')),
      hireDate: maybe(day),
      firstPeriod: maybe(month),
      reason: maybe(fc.constantFrom(...STATUS_REASONS)),
      effectiveOn: maybe(day),
      changes: maybe(
        fc.array(fc.record({ field: some('name', 'certNo', 'phone'), to: some('A', 'B') }), { maxLength: 2 }),
      ),
      day: maybe(day),
      period: maybe(month),
      assessedFen: maybe(fc.nat(1000)),
      receivedFen: maybe(fc.nat(1000)),
    }),
  })
  // Through JSON, as a case arrives: members that are undefined are not there.
  .map((c) => Case.parse(JSON.parse(JSON.stringify({ id: 'x', ...c }))));

it('[RU36] whatever a case holds, the book neither contradicts itself nor is silent, and the answer fits its schema', () => {
  fc.assert(
    fc.property(subject, (c) => {
      const answer = decide(c);
      expect(Answer.safeParse(answer).success).toBe(true);
      const blocked = answer.decision === 'NEEDS_FACT' || answer.decision === 'NEEDS_PARAM';
      expect(blocked && answer.needsFacts.length + answer.needsParams.length === 0).toBe(false);
      for (const reason of answer.reasons) expect(reason.text).not.toMatch(/undefined|null|NaN/);
    }),
    { numRuns: 1500 },
  );
});

it('[RU37] more knowledge never turns a refusal into permission nor permission into refusal', () => {
  const forget = some(
    'relations',
    'payments',
    'person.alive',
    'person.hukouRegion',
    'person.residencePermit',
    'person.studentHere',
  );
  fc.assert(
    fc.property(subject, forget, (c, what) => {
      const less = structuredClone(c);
      const [top, inner] = what.split('.') as ['relations' | 'payments' | 'person', string | undefined];
      if (inner === undefined) delete less.facts[top];
      else if (less.facts.person) delete less.facts.person[inner as 'alive'];
      const before = decide(less).decision;
      const after = decide(c).decision;
      if (before === 'REFUSE') expect(after).toBe('REFUSE');
      if (before === 'ALLOW' || before === 'ALLOW_WARN') expect(after).not.toBe('REFUSE');
    }),
    { numRuns: 1500 },
  );
});
