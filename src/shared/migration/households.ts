import { type CellRead, readCode, readDay, readMoney, readSex } from '../batch/cells';
import { cellText, type GridCell, type GridSheet } from '../batch/grid';
import { type PeopleTable, readTable, readTables } from '../batch/table';
import { checkPhone } from '../codes/phone';
import type { CivilDate } from '../domain/civilDate';
import { ok, type Result } from '../result';
import { HOUSEHOLD_COLUMNS, type HouseholdColumn, householdColumnOf, lackOf } from './columns';
import { readWrittenNumber, type WrittenNumber } from './writtenNumber';

/** One member of a household as the cooperative scheme (新农合) has it. */
export interface MemberRow {
  readonly sheet: string;
  /** Number of the row in its sheet, from 1. */
  readonly row: number;
  /** The same for the members of one household, different for two. */
  readonly household: string;
  /** Household number as written; empty where the table has none. */
  readonly householdId: string;
  readonly village: string;
  readonly group: string;
  readonly name: string;
  readonly number: WrittenNumber;
  /** GB/T 4761; null where none is written or it cannot be read. */
  readonly relation: string | null;
  readonly sex: '1' | '2' | null;
  readonly birth: CivilDate | null;
  readonly phone: string | null;
  readonly address: string | null;
  /** Individual fee in fen; null where the table has none. */
  readonly feeFen: number | null;
}

/** What was read of a file, for the report. */
export interface BookFacts {
  readonly sheets: readonly string[];
  readonly rows: number;
  /** Rows that are no people. */
  readonly notes: number;
  /** Headings that are not used. */
  readonly unused: readonly string[];
}

export interface HouseholdBook extends BookFacts {
  readonly members: readonly MemberRow[];
}

const TITLE = '新农合户登记表';
/** Of households it is enough to be told where one begins. */
const lack = (columns: ReadonlySet<HouseholdColumn>): string | null => {
  const missing: HouseholdColumn[] = (['certNo', 'name'] as const).filter((key) => !columns.has(key));
  const parted = columns.has('householdId') || columns.has('headName') || columns.has('relation');
  return lackOf(TITLE, HOUSEHOLD_COLUMNS, parted ? missing : [...missing, 'householdId']);
};

const readSheet = (sheet: GridSheet) =>
  readTable<HouseholdColumn>(sheet, { columnOf: householdColumnOf, missing: lack });

const orNull = <T>(read: CellRead<T>): T | null => (read.ok ? read.value : null);

/**
 * Reads the members of a sheet. A household number, village or group that is left out is the one above it, as merged cells are
 * written; without a column of household numbers a household begins with its head (户主), or where the head's name changes.
 */
function* membersOf(
  table: PeopleTable<HouseholdColumn>,
  alone: boolean,
  on: CivilDate,
): Generator<MemberRow> {
  let [village, group, householdId, head, begun] = [alone ? '' : table.name, '', '', '', 0];
  for (const { row, cells } of table.rows) {
    const cell = (key: HouseholdColumn): GridCell | undefined => {
      const at = table.at.get(key);
      return at === undefined ? undefined : cells[at];
    };
    const text = (key: HouseholdColumn): string => cellText(cell(key)).slice(0, 120);
    const relation = orNull(readCode(cell('relation'), 'relation', '与户主关系'));
    village = text('village') || village;
    group = text('group') || group;
    if (table.at.has('householdId')) householdId = text('householdId') || householdId;
    const headName = text('headName') || head;
    const starts = table.at.has('headName') ? headName !== head : relation === '02' || relation === '01';
    if (begun === 0 || starts) begun = row;
    head = headName;
    const phone = checkPhone(text('phone'));
    yield {
      sheet: table.name,
      row,
      household: `${village}\n${householdId === '' ? `${table.name}\n${begun}` : householdId}`,
      householdId,
      village,
      group,
      name: text('name'),
      number: readWrittenNumber(cell('certNo'), on),
      relation,
      sex: orNull(readSex(cell('sex'))),
      birth: dayOf(cell('birthDate')),
      phone: phone.ok ? phone.normalised : null,
      address: text('address') || null,
      feeFen: orNull(readMoney(cell('fee'), '个人缴费')),
    };
  }
}

/** A birth date to the day. */
export function dayOf(cell: GridCell | undefined): CivilDate | null {
  const day = orNull(readDay(cell, '出生日期'));
  return day !== null && day.precision === 'day' ? day.date : null;
}

export const factsOf = (tables: readonly PeopleTable<string>[]): BookFacts => ({
  sheets: tables.map(({ name }) => name),
  rows: tables.reduce((sum, { rows }) => sum + rows.length, 0),
  notes: tables.reduce((sum, { notes }) => sum + notes, 0),
  unused: [...new Set(tables.flatMap(({ unused }) => unused))],
});

/** Every visible sheet that is a table of household members, one after another; a sheet a village is usual. */
export function readHouseholds(sheets: readonly GridSheet[], on: CivilDate): Result<HouseholdBook, string> {
  const tables = readTables(sheets, readSheet);
  if (!tables.ok) return tables;
  const alone = tables.value.length === 1;
  const members = tables.value.flatMap((table) => [...membersOf(table, alone, on)]);
  return ok({ ...factsOf(tables.value), members });
}
