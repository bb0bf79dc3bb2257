import { err, ok, type Result } from '../result';
import { cellText, type GridCell, type GridSheet } from './grid';
import type { HeadingReader } from './headings';

/** How far down the headings are looked for. */
const HEADING_ROWS = 30;
/** Fewer known headings in a row make no table of people. */
const FEWEST = 3;

/** One row of people as it stands in the sheet. */
export interface DataRow {
  /** Number of the row in the sheet, from 1. */
  readonly row: number;
  readonly cells: readonly GridCell[];
}

/** A sheet as a table of people, whatever its columns are. */
export interface PeopleTable<K extends string> {
  readonly name: string;
  /** Number of the row with the headings, from 1. */
  readonly headingRow: number;
  /** Headings as written, without the columns this desk adds for errors. */
  readonly headings: readonly string[];
  /** Which column of the sheet holds what, counted from 0. */
  readonly at: ReadonlyMap<K, number>;
  /** Headings that are not used, as written. */
  readonly unused: readonly string[];
  readonly rows: readonly DataRow[];
  /** Rows below the headings that are no people: sums, notes, signatures. */
  readonly notes: number;
  /** What stands above the headings, e.g. the unit's name. */
  readonly above: string;
}

/** How a kind of table is read. */
export interface TableKind<K extends string> {
  readonly columnOf: HeadingReader<K>;
  /** Columns that this desk has added itself; they are passed over. */
  readonly isOwn?: (heading: string) => boolean;
  /** What makes a row somebody's besides a certificate number; `text` gives what stands in a column. */
  readonly isPerson?: (text: (key: K) => string) => boolean;
  /** What is missing among the columns, in words; null where nothing is. */
  readonly missing: (columns: ReadonlySet<K>) => string | null;
}

/**
 * Headings of a row; an empty cell takes the one above it, because headings that go over two rows are merged cells whose text stands
 * in the upper one.
 */
function headingsAt<K extends string>(
  rows: GridSheet['rows'],
  at: number,
  columnOf: HeadingReader<K>,
): string[] {
  const [upper, here] = [rows[at - 1] ?? [], rows[at] ?? []];
  return Array.from({ length: Math.max(here.length, upper.length) }, (_, i) => {
    const own = cellText(here[i]);
    return own === '' && columnOf(cellText(upper[i])) !== null ? cellText(upper[i]) : own;
  });
}

function headingRow<K extends string>(
  rows: GridSheet['rows'],
  columnOf: HeadingReader<K>,
): { at: number; headings: string[] } | null {
  let best: { at: number; headings: string[]; known: number } | null = null;
  for (let at = 0; at < Math.min(rows.length, HEADING_ROWS); at++) {
    // A row that has nothing of its own only borrows from the one above.
    const own = (rows[at] ?? []).filter((cell) => columnOf(cellText(cell)) !== null).length;
    if (own < 2) continue;
    const headings = headingsAt(rows, at, columnOf);
    const known = new Set(headings.map(columnOf).filter((key) => key !== null && key !== 'unused')).size;
    if (known >= FEWEST && known > (best?.known ?? 0)) best = { at, headings, known };
  }
  return best;
}

const NOTE =
  /^(注|备注|说明|填表|填报|制表|经办|单位负责人|负责人|合计|总计|小计|联系人|审核|打印|第.{1,6}页)/u;
/** People have more than this; what has less and neither number nor name is a note. */
const NOTE_CELLS = 2;

function isNote<K extends string>(
  cells: readonly GridCell[],
  at: ReadonlyMap<string, number>,
  isPerson: TableKind<K>['isPerson'],
): boolean {
  const text = (key: string): string => {
    const column = at.get(key);
    return column === undefined ? '' : cellText(cells[column]);
  };
  if (text('certNo') !== '' || isPerson?.(text)) return false;
  const filled = cells.map(cellText).filter((value) => value !== '');
  if (NOTE.test(filled[0] ?? '') || NOTE.test(text('name'))) return true;
  return text('name') === '' && filled.length <= NOTE_CELLS;
}

/** Reads a sheet as a table of people, or says in a clerk's words why it is none. Never throws, whatever stands in it. */
export function readTable<K extends string>(
  sheet: GridSheet,
  { columnOf, isOwn, isPerson, missing }: TableKind<K>,
): Result<PeopleTable<K>, string> {
  const found = headingRow(sheet.rows, columnOf);
  if (found === null)
    return err(`工作表“${sheet.name}”里没有找到表头（至少要有姓名、身份证号等列名），请核对是不是这张表。`);
  const at = new Map<K, number>();
  const unused: string[] = [];
  let width = 0;
  found.headings.forEach((heading, column) => {
    if (heading === '' || isOwn?.(heading)) return;
    width = column + 1;
    const key = columnOf(heading);
    if (key !== null && key !== 'unused' && !at.has(key)) at.set(key, column);
    else unused.push(heading);
  });
  const lacking = missing(new Set(at.keys()));
  if (lacking !== null) return err(lacking);
  const rows: DataRow[] = [];
  let notes = 0;
  sheet.rows.slice(found.at + 1).forEach((all, i) => {
    const cells = all.slice(0, width);
    if (cells.every((cell) => cellText(cell) === '')) return;
    if (isNote(cells, at, isPerson)) notes += 1;
    else rows.push({ row: found.at + i + 2, cells });
  });
  if (rows.length === 0) return err(`工作表“${sheet.name}”的表头下面没有人员，请核对文件。`);
  const above = sheet.rows
    .slice(0, found.at)
    .flatMap((row) => row.map(cellText))
    .filter((text) => text !== '')
    .join(' ');
  const headings = found.headings.slice(0, width);
  return ok({ name: sheet.name, headingRow: found.at + 1, headings, at, unused, rows, notes, above });
}

/** The visible sheets of a workbook that are such tables, in order. The error says why there is none. */
export function readTables<T>(
  sheets: readonly GridSheet[],
  read: (sheet: GridSheet) => Result<T, string>,
): Result<readonly T[], string> {
  const tables = sheets.filter(({ hidden }) => !hidden).map(read);
  const good = tables.flatMap((one) => (one.ok ? [one.value] : []));
  if (good.length > 0) return ok(good);
  const first = tables.find((one) => !one.ok);
  return err(first && !first.ok ? first.error : '文件里没有可以读取的工作表（隐藏的工作表不读）。');
}
