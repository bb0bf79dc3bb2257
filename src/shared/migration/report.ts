import { z } from 'zod';
import { CivilDate } from '../domain/civilDate';
import { Fen } from '../domain/money';
import { RegionCode } from '../domain/region';
import { CLASS_CODES, MigrationClass, type Way, wayOf } from './classes';
import type { Employee } from './employees';
import type { Fees } from './fees';
import type { BookFacts, HouseholdBook } from './households';
import type { MigrationPerson } from './person';
import type { PoliceBook } from './police';
import type { WrittenNumber } from './writtenNumber';
import { numberOf } from './writtenNumber';

const Count = z.number().int().nonnegative();
/** How many people are of each class. */
export const ClassCounts = z.record(MigrationClass, Count);
export type ClassCounts = z.infer<typeof ClassCounts>;

const Book = z.strictObject({
  sheets: z.array(z.string()),
  rows: Count,
  notes: Count,
  unused: z.array(z.string()),
});

/** The reconciliation report (对账报告): read = sum of the classes, as a whole and in each village. */
export const MigrationReport = z.strictObject({
  on: CivilDate,
  region: RegionCode,
  /** Whether the merged scheme is in force here, in words. */
  basis: z.string(),
  read: Count,
  classes: ClassCounts,
  /** Villages in the order of the file. */
  villages: z.array(z.strictObject({ village: z.string(), read: Count, classes: ClassCounts })),
  households: z.strictObject({
    count: Count,
    /** Households none of whose members becomes a record. */
    without: Count,
  }),
  fees: z.strictObject({
    /** Sum of the individual fees of all who become records; of each household the sum of its own. */
    fen: Fen,
    /** Of them, people whose fee is not known. */
    unknown: Count,
    words: z.string(),
  }),
  /** How the numbers stood in the workbook. */
  numbers: z.strictObject({
    good: Count,
    spelled: Count,
    old: Count,
    wrong: Count,
    lost: Count,
    bad: Count,
    none: Count,
  }),
  police: Book.extend({
    /** Rows without a number that can be right. */
    unreadable: Count,
    /** People registered here whom no household names. */
    notInScheme: Count,
  }),
  book: Book,
  employees: z.strictObject({ desk: Count, file: Count }),
});
export type MigrationReport = z.infer<typeof MigrationReport>;

export const NO_VILLAGE = '（未写村）';

export const noCounts = (): ClassCounts =>
  Object.fromEntries(CLASS_CODES.map((code) => [code, 0])) as ClassCounts;
export const sumOf = (classes: ClassCounts): number =>
  CLASS_CODES.reduce((sum, code) => sum + classes[code], 0);
export const goingTo = (classes: ClassCounts, way: Way): number =>
  CLASS_CODES.reduce((sum, code) => sum + (wayOf(code) === way ? classes[code] : 0), 0);

/** Why the report does not add up, in words; empty where it does. */
export function gapsOf({ read, classes, villages }: MigrationReport): string[] {
  const wrong = (label: string, whole: number, parts: number): string[] =>
    whole === parts ? [] : [`${label}：读入 ${whole} 人，各类合计 ${parts} 人。`];
  return [
    ...wrong('全部', read, sumOf(classes)),
    ...wrong(
      '各村',
      read,
      villages.reduce((sum, village) => sum + village.read, 0),
    ),
    ...villages.flatMap((village) => wrong(village.village, village.read, sumOf(village.classes))),
    ...CLASS_CODES.flatMap((code) =>
      wrong(
        code,
        classes[code],
        villages.reduce((sum, village) => sum + village.classes[code], 0),
      ),
    ),
  ];
}

const factsOnly = ({ sheets, rows, notes, unused }: BookFacts) => ({
  sheets: [...sheets],
  rows,
  notes,
  unused: [...unused],
});

function numbersOf(written: Iterable<WrittenNumber>): MigrationReport['numbers'] {
  const found = { good: 0, spelled: 0, old: 0, wrong: 0, lost: 0, bad: 0, none: 0 };
  for (const number of written) {
    found[number.kind] += 1;
    if (number.kind === 'good' && number.spelled) found.spelled += 1;
  }
  return found;
}

/** Everything that the report counts. */
export interface ReportSources {
  readonly households: HouseholdBook;
  readonly police: PoliceBook;
  readonly employees: readonly Employee[];
  readonly on: CivilDate;
  readonly region: RegionCode;
  readonly fees: Fees;
  readonly basis: string;
}

export function reportOf(people: readonly MigrationPerson[], from: ReportSources): MigrationReport {
  const { households, police, employees, fees } = from;
  const classes = noCounts();
  const villages = new Map<string, { village: string; read: number; classes: ClassCounts }>();
  const families = new Map<string, boolean>();
  let [fen, unknown] = [0, 0];
  for (const { class: code, village, household, registration } of people) {
    const label = village === '' ? NO_VILLAGE : village;
    const there = villages.get(label) ?? { village: label, read: 0, classes: noCounts() };
    villages.set(label, there);
    classes[code] += 1;
    there.read += 1;
    there.classes[code] += 1;
    families.set(household, (families.get(household) ?? false) || registration !== null);
    if (registration === null) continue;
    if (registration.feeFen === null) unknown += 1;
    else fen += registration.feeFen;
  }
  const numbers = new Set(households.members.flatMap(({ number }) => numberOf(number) ?? []));
  let notInScheme = 0;
  for (const number of police.present()) if (!numbers.has(number)) notInScheme += 1;
  return {
    on: from.on,
    region: from.region,
    basis: from.basis,
    read: people.length,
    classes,
    villages: [...villages.values()],
    households: {
      count: families.size,
      without: [...families.values()].filter((some) => !some).length,
    },
    fees: { fen, unknown, words: fees.words },
    numbers: numbersOf(households.members.map(({ number }) => number)),
    police: { ...factsOnly(police), unreadable: police.unreadable, notInScheme },
    book: factsOnly(households),
    employees: {
      desk: employees.filter(({ source }) => source === 'desk').length,
      file: employees.filter(({ source }) => source === 'file').length,
    },
  };
}
