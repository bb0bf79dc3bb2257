import type { CivilDate } from '../domain/civilDate';
import type { Person } from '../domain/person';
import type { Case, Facts, PaymentFact, PersonFacts, RelationFact } from '../rules/case';
import type { MatterContext } from './matter';

const HOW_ALIVE: Readonly<Record<Person['survival'], boolean | undefined>> = {
  1: true,
  2: false,
  3: true,
  4: undefined,
  9: undefined,
};

/** Whether the person is a pupil or student of the region on the day. */
export const studiesIn = (person: Person, region: string, day: CivilDate): boolean =>
  person.schooling !== null &&
  person.schooling.region === region &&
  person.schooling.from <= day &&
  (person.schooling.until === null || person.schooling.until >= day);

export function personFacts(person: Person, context: MatterContext): PersonFacts {
  const alive = HOW_ALIVE[person.survival];
  return {
    certType: person.certType,
    certNo: person.certNo,
    name: person.name,
    sex: person.sex,
    birthDate: person.birthDate,
    nationality: person.nationality,
    ...(alive === undefined ? {} : { alive }),
    // A record without a day of death says nothing of somebody whose survival it does not know.
    ...(alive === undefined && person.deathDate === null ? {} : { deathDate: person.deathDate }),
    hukouRegion: person.hukouRegion,
    residencePermit: person.residencePermit,
    // Never said of somebody else: that nobody told of a retirement does not mean that there is none.
    ...(person.retirement?.from != null && person.retirement.from <= context.day ? { retired: true } : {}),
    studentHere: studiesIn(person, context.jurisdiction.region, context.day),
    identities: person.identities,
  };
}

const relationFacts = (person: Person): RelationFact[] => [
  ...person.enrolments.map((e) => ({
    scheme: e.scheme,
    subKind: e.subKind,
    status: e.status,
    region: e.region,
    from: e.from,
    statusFrom: e.statusFrom,
    reason: e.reason,
  })),
  ...person.elsewhere.map((e) => ({ scheme: e.scheme, status: e.status, region: e.region, from: e.from })),
];

const paymentFacts = (person: Person): PaymentFact[] =>
  person.payments.map(({ scheme, period, until, state, paidOn }) => ({
    scheme,
    period,
    until,
    state,
    paidOn,
  }));

/** All that is known of a person as facts of a case. */
export const factsOf = (person: Person, context: MatterContext): Facts => ({
  person: personFacts(person, context),
  relations: relationFacts(person),
  payments: paymentFacts(person),
  ...(context.sameNumber === null
    ? {}
    : { sameNumber: [...context.sameNumber], samePerson: [...(context.samePerson ?? [])] }),
});

/** A case with what every matter says alike. */
export const caseOf = (
  matter: Case['matter'],
  id: string,
  context: MatterContext,
  facts: Facts,
  request: Case['request'],
): Case => ({
  id: `${matter}:${id}`,
  matter,
  on: context.day,
  region: context.jurisdiction.region,
  facts,
  request,
  asOf: context.asOf,
  authoritative: context.authoritative,
});
