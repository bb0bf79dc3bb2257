import { parseRowCode } from '../campaign/rowCode';
import { ok, type Result } from '../result';
import { type ColumnKey, columnOf, isErrorColumn } from './columns';
import type { GridSheet } from './grid';
import { type LayoutCode, layoutOf, missingColumns } from './layouts';
import { type PeopleTable, readTable, readTables } from './table';

export type { DataRow } from './table';

/** A sheet as it was understood. */
export interface ReadSheet extends PeopleTable<ColumnKey> {
  readonly layout: LayoutCode;
}

/** Reads a sheet as a unit's table of people, or says in a clerk's words why it is none. Never throws, whatever stands in it. */
export function readSheet(sheet: GridSheet): Result<ReadSheet, string> {
  const table = readTable<ColumnKey>(sheet, {
    columnOf,
    isOwn: isErrorColumn,
    isPerson: (text) => text('personKey') !== '' || parseRowCode(text('rowCode')).ok,
    missing: (columns) => missingColumns(layoutOf(columns), columns),
  });
  return table.ok ? ok({ ...table.value, layout: layoutOf(new Set(table.value.at.keys())) }) : table;
}

/** The sheets of a workbook that are tables of people, in order; hidden ones are not looked at. The error says why there is none. */
export const readSheets = (sheets: readonly GridSheet[]): Result<readonly ReadSheet[], string> =>
  readTables(sheets, readSheet);
