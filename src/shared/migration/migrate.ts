import { checkResidentId } from '../codes/residentId';
import type { CivilDate } from '../domain/civilDate';
import type { RegionCode } from '../domain/region';
import { plainName } from '../duplicates/names';
import { ok, type Result } from '../result';
import type { Employee } from './employees';
import { evidenceOf, reasonOf, type Seen } from './evidence';
import { type Fees, feesOf } from './fees';
import type { HouseholdBook, MemberRow } from './households';
import { keptOnes } from './keeping';
import { type MemberFacts, outcomesOf } from './outcome';
import type { MigrationPerson } from './person';
import type { PoliceBook } from './police';
import type { Registration } from './registration';
import { type MigrationReport, reportOf } from './report';
import { numberOf, writtenText } from './writtenNumber';

/** What a migration is made of. */
export interface MigrationInput {
  readonly households: HouseholdBook;
  readonly police: PoliceBook;
  readonly employees: readonly Employee[];
  readonly on: CivilDate;
  readonly region: RegionCode;
}

export interface Migration {
  readonly people: readonly MigrationPerson[];
  readonly report: MigrationReport;
}

function grouped<K, T>(items: Iterable<T>, keyOf: (item: T) => K | null): Map<K, T[]> {
  const found = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === null) continue;
    const there = found.get(key);
    if (there === undefined) found.set(key, [item]);
    else there.push(item);
  }
  return found;
}

/**
 * Household records to persons (户转人, R-MIG): every member of the old records gets one class, with its reason and evidence. Pure: the
 * same input gives the same people and the same report. The error is a sentence, e.g. before the day of the merger.
 */
export function migrate(input: MigrationInput): Result<Migration, string> {
  const { households, police, employees, on, region } = input;
  const outcomes = outcomesOf({ on, region });
  if (!outcomes.ok) return outcomes;
  const fees = feesOf({ on, region });
  const employed = new Map(employees.map((one) => [one.certNo, one] as const));
  const { members } = households;
  const families = grouped(members, ({ household }) => household);

  const seenOf = (member: MemberRow): Omit<Seen, 'kept'> => {
    const number = numberOf(member.number);
    return {
      member,
      word: number === null ? null : police.find(number),
      employee: number === null ? null : (employed.get(number) ?? null),
    };
  };
  const seen = members.map(seenOf);
  // Whoever died or is an employee is that in every household; only of the others one entry is kept.
  const open = seen.filter(({ word, employee }) => word?.kind !== 'dead' && employee === null);
  const entries = [...grouped(open, ({ member }) => numberOf(member.number)).values()].filter(
    (rows) => rows.length > 1,
  );
  const kept = keptOnes(
    entries.map((rows) => rows.map(({ member }) => member)),
    families,
    police,
  );

  const people = seen.map((found, i): MigrationPerson => {
    const { member } = found;
    const whole: Seen = { ...found, kept: kept.get(member) ?? null };
    const { code, rule } = outcomes.value.of(factsOf(whole));
    return {
      n: i + 1,
      class: code,
      sheet: member.sheet,
      row: member.row,
      household: member.household,
      householdId: member.householdId,
      village: member.village,
      group: member.group,
      relation: member.relation,
      name: member.name,
      certNo: writtenText(member.number),
      reason: reasonOf(code, whole),
      rule,
      evidence: evidenceOf(code, whole, police),
      registration: code === 'MATCHED' ? registrationOf(whole, fees) : null,
    };
  });
  return ok({ people, report: reportOf(people, { ...input, fees, basis: outcomes.value.basis }) });
}

/** What the rules are told. Nobody has said of somebody whom the register does not know that they died or moved. */
function factsOf({ member, word, employee, kept }: Seen): MemberFacts {
  return {
    alive: word?.kind !== 'dead',
    moved: word?.kind === 'moved',
    empActive: employee !== null,
    keptElsewhere: kept !== null && kept.kept !== member,
    numbered: numberOf(member.number) !== null,
    inPolice: word !== null && word.kind !== 'unclear',
    sameName: word !== null && plainName(word.row.name) === plainName(member.name),
  };
}

function registrationOf({ member, word }: Seen, fees: Fees): Registration {
  const certNo = numberOf(member.number) ?? '';
  const told = checkResidentId(certNo, null);
  if (!told.ok || word === null) throw new Error('matched without a number that is right');
  return {
    certNo,
    name: word.row.name,
    sex: told.sex,
    birthDate: told.birthDate,
    village: member.village,
    group: member.group,
    householdId: member.householdId,
    relation: member.relation,
    phone: member.phone,
    address: member.address,
    feeFen: fees.of(member, told.birthDate)?.fen ?? null,
  };
}
