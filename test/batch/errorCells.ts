import { read, utils, write } from '@e965/xlsx';
import { STAFF_HEADINGS, type StaffCells } from '#fixtures/staffWorkbook';

/** One row of the workbook of errors as a clerk reads it. */
export interface ErrorLine {
  readonly cells: readonly string[];
  readonly columns: string;
  readonly reasons: string;
}

const HEADING_ROW = 2;

/** Opens the workbook of errors that the desk wrote. */
export function openErrors(bytes: Uint8Array): { headings: string[]; lines: ErrorLine[] } {
  const book = read(bytes, { type: 'array' });
  const sheet = book.Sheets[book.SheetNames[0] ?? ''];
  if (sheet === undefined) throw new Error('no sheet');
  const rows = utils.sheet_to_json<string[]>(sheet, { header: 1, defval: '', raw: false });
  const headings = (rows[HEADING_ROW] ?? []).map(String);
  const columns = headings.indexOf('错误列');
  return {
    headings,
    lines: rows.slice(HEADING_ROW + 1).map((cells) => ({
      cells: cells.slice(0, columns),
      columns: String(cells[columns] ?? ''),
      reasons: String(cells[columns + 1] ?? ''),
    })),
  };
}

/** The workbook as a clerk saves it after correcting the rows, the columns of errors left where they are. */
export function correctErrors(bytes: Uint8Array, right: readonly StaffCells[]): Uint8Array {
  const book = read(bytes, { type: 'array', cellStyles: true });
  const sheet = book.Sheets[book.SheetNames[0] ?? ''];
  if (sheet === undefined) throw new Error('no sheet');
  right.forEach((cells, i) => {
    STAFF_HEADINGS.forEach((heading, c) => {
      const at = utils.encode_cell({ r: HEADING_ROW + 1 + i, c });
      const value = heading === '编号' ? i + 1 : cells[heading];
      if (value === undefined || value === '') delete sheet[at];
      else if (value instanceof Date) sheet[at] = { t: 's', v: value.toISOString().slice(0, 10) };
      else sheet[at] = { t: 's', v: String(value) };
    });
  });
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer);
}
