import { generateTownship, SCENARIO } from '#fixtures/township';
import type { Person } from '#shared/domain/person';

/** People of the sample township by how they stand; each walk takes one of its own, so that no walk disturbs another. */
const taken = new Set<string>(
  [
    ...SCENARIO.adultToRegister,
    SCENARIO.personWithEmpActive,
    SCENARIO.employeeForPause,
    SCENARIO.employeeForTermination,
    SCENARIO.personForHire,
    SCENARIO.personForPause,
    SCENARIO.personForTermination,
    SCENARIO.phoneChangePerson,
    SCENARIO.deadStillListed,
  ].map(({ id }) => id),
);
const PEOPLE: readonly Person[] = [...generateTownship()].filter(
  (record): record is Person =>
    record.kind === 'person' && record.certType === '01' && /^\d{17}[\dX]$/.test(record.certNo ?? ''),
);
const twice = new Set<string>();
{
  const seen = new Set<string>();
  for (const { certNo } of PEOPLE) {
    if (certNo !== null && seen.has(certNo)) twice.add(certNo);
    if (certNo !== null) seen.add(certNo);
  }
}

export type Holds = (person: Person) => boolean;
/** The number of somebody not taken yet who stands so. */
export function somebody(...holds: readonly Holds[]): string {
  const found = PEOPLE.find(
    (person) =>
      !taken.has(person.id) &&
      !twice.has(person.certNo ?? '') &&
      holds.every((condition) => condition(person)),
  );
  if (found?.certNo == null) throw new Error('the sample has nobody of the kind');
  taken.add(found.id);
  return found.certNo;
}

export const alive: Holds = ({ survival }) => survival === '1';
export const adult: Holds = ({ birthDate }) => birthDate < '2000-01-01' && birthDate > '1970-01-01';
export const onlyHere: Holds = ({ elsewhere, enrolments }) =>
  elsewhere.length === 0 && enrolments.every(({ region }) => region === '220199');
const has =
  (scheme: 'EMP' | 'RES', status: string): Holds =>
  ({ enrolments }) =>
    enrolments.some((e) => e.scheme === scheme && e.status === status);
export const without =
  (scheme: 'EMP' | 'RES'): Holds =>
  ({ enrolments }) =>
    enrolments.every((e) => e.scheme !== scheme);
export const employee: Holds = (person) => has('EMP', 'ACTIVE')(person) && alive(person) && onlyHere(person);
export const pausedEmployee: Holds = (person) =>
  has('EMP', 'PAUSED')(person) && alive(person) && onlyHere(person);
export const resident: Holds = (person) =>
  has('RES', 'ACTIVE')(person) && without('EMP')(person) && alive(person) && onlyHere(person);
export const uninsured: Holds = (person) =>
  person.enrolments.length === 0 && alive(person) && onlyHere(person);
export const paid =
  (year: number): Holds =>
  ({ payments }) =>
    payments.some((p) => p.scheme === 'RES' && p.period === String(year) && p.state === 'PAID');
export const broken: Holds = ({ payments }) =>
  payments.some((p) => p.scheme === 'RES' && p.state === 'BROKEN' && p.period >= '2024');
export const unbroken: Holds = (person) => [2022, 2023, 2024, 2025, 2026].every((year) => paid(year)(person));
export const woman: Holds = ({ sex }) => sex === '2';
export const bornBefore =
  (day: string): Holds =>
  ({ birthDate }) =>
    birthDate < day;
