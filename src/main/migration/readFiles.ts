import type { GridSheet } from '#shared/batch/grid';
import { cellText } from '#shared/batch/grid';
import type { CivilDate } from '#shared/domain/civilDate';
import type { RegionCode } from '#shared/domain/region';
import { policeColumnOf } from '#shared/migration/columns';
import { type Employee, readEmployees } from '#shared/migration/employees';
import { readHouseholds } from '#shared/migration/households';
import { MIGRATION_LIMITS } from '#shared/migration/limits';
import { type Migration, migrate } from '#shared/migration/migrate';
import { readPolice } from '#shared/migration/police';
import { err, ok, type Result } from '#shared/result';
import { readWorkbook } from '../workbooks/reading/readWorkbook';

/** The files of one migration. `police` null: the police's sheets stand in the household workbook. */
export interface MigrationFiles {
  readonly households: Uint8Array;
  readonly police: Uint8Array | null;
  readonly employees: Uint8Array | null;
}
export interface MigrationPlace {
  readonly on: CivilDate;
  /** Null: the area that most of the numbers in the household workbook begin with. */
  readonly region: RegionCode | null;
  /** Employees that are known already. */
  readonly insured: readonly Employee[];
}

const about = (file: string, text: string): string => `${file}：${text}`;

/** A sheet whose headings tell what became of people is the police's. */
const POLICE_ONLY = new Set(['status', 'deathDate', 'movedDate', 'movedTo']);
const isPolice = ({ rows }: GridSheet): boolean =>
  rows.slice(0, 30).some((row) => row.some((cell) => POLICE_ONLY.has(policeColumnOf(cellText(cell)) ?? '')));

function areaOf(numbers: Iterable<string>): RegionCode | null {
  const found = new Map<string, number>();
  for (const number of numbers) found.set(number.slice(0, 6), (found.get(number.slice(0, 6)) ?? 0) + 1);
  const [most] = [...found].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return most?.[0] ?? null;
}

/** Reads the files one after another, each let go before the next, and classifies everybody. The error is a sentence that names the file. */
export function migrateFiles(files: MigrationFiles, place: MigrationPlace): Result<Migration, string> {
  const { on, insured } = place;
  const whole = readWorkbook(files.households, MIGRATION_LIMITS);
  if (!whole.ok) return err(about('户登记表', whole.error));
  const theirs = files.police === null ? whole.value.filter(isPolice) : [];
  const own = files.police === null ? whole.value.filter((sheet) => !isPolice(sheet)) : whole.value;
  if (files.police === null && theirs.length === 0)
    return err('没有公安户籍数据：请另给户籍文件，或把户籍表放进同一个工作簿（表头要有户籍状态）。');
  const households = readHouseholds(own, on);
  if (!households.ok) return err(about('户登记表', households.error));
  // The cells of the first file are not needed any more; those of 70,000 rows are most of the memory.
  whole.value.length = 0;
  own.length = 0;
  const police = policeBook(files.police, theirs, on);
  if (!police.ok) return err(about('公安户籍', police.error));
  const employees = employeesIn(files.employees, on);
  if (!employees.ok) return err(about('职工参保名单', employees.error));
  const region =
    place.region ??
    areaOf(households.value.members.flatMap(({ number }) => (number.kind === 'good' ? [number.number] : [])));
  if (region === null) return err('户登记表里没有一个合格的身份证号，请核对是不是这张表。');
  return migrate({
    households: households.value,
    police: police.value,
    employees: [...employees.value, ...insured],
    on,
    region,
  });
}

function policeBook(bytes: Uint8Array | null, inside: readonly GridSheet[], on: CivilDate) {
  if (bytes === null) return readPolice(inside, on);
  const read = readWorkbook(bytes, MIGRATION_LIMITS);
  return read.ok ? readPolice(read.value, on) : read;
}

function employeesIn(bytes: Uint8Array | null, on: CivilDate): Result<readonly Employee[], string> {
  if (bytes === null) return ok([]);
  const read = readWorkbook(bytes, MIGRATION_LIMITS);
  if (!read.ok) return read;
  const found = readEmployees(read.value, on);
  return found.ok ? ok(found.value.employees) : found;
}
