import { type WriteSheet, writeXlsx } from 'hucre';
import type { CivilDate } from '#shared/domain/civilDate';
import type { PlainSheet } from '#shared/plainSheet';
import { displayWidth } from '#shared/rosterPaper/rosterColumns';
import { BODY, HEADING, HEADING_ROW, PRINTED, TEXT } from './plainTable';

const NARROWEST = 8;
const WIDEST = 48;
/** Columns that are empty are for writing by hand. */
const BY_HAND = 18;
const LINE_HEIGHT = 14;
const TALLEST = 400;

function sheetOf({ name, title, note, headings, rows, foot }: PlainSheet): WriteSheet {
  const last = Math.max(0, headings.length - 1);
  const cells: NonNullable<WriteSheet['cells']> = new Map();
  cells.set('0,0', { style: { font: { name: '黑体', size: 14 }, alignment: { vertical: 'center' } } });
  cells.set('1,0', {
    style: { font: { name: '宋体', size: 10 }, alignment: { vertical: 'center', wrapText: true } },
  });
  headings.forEach((_, i) => {
    cells.set(`${HEADING_ROW},${i}`, { style: HEADING });
  });
  const widths = headings.map((heading) => displayWidth(heading) + 2);
  rows.forEach((row, n) => {
    row.forEach((value, i) => {
      cells.set(`${HEADING_ROW + 1 + n},${i}`, { style: typeof value === 'number' ? BODY : TEXT });
      widths[i] = Math.max(widths[i] ?? 0, displayWidth(String(value)) + 2);
    });
  });
  const shown = widths.map((width, i) =>
    rows.length > 0 && rows.every((row) => row[i] === '')
      ? BY_HAND
      : Math.min(WIDEST, Math.max(NARROWEST, width)),
  );
  // Wrapped text is as tall as its lines; a program that opens the file does not work that out by itself.
  const heightOf = (row: readonly (string | number)[]): number => {
    const lines = Math.max(
      1,
      ...row.map((value, i) => Math.ceil(displayWidth(String(value)) / ((shown[i] ?? NARROWEST) - 2))),
    );
    return Math.min(TALLEST, lines * LINE_HEIGHT + 6);
  };
  const footRow = HEADING_ROW + 1 + rows.length;
  if (foot !== undefined)
    cells.set(`${footRow},0`, {
      style: { font: { name: '宋体', size: 10 }, alignment: { vertical: 'center' } },
    });
  const across = (row: number) => ({ startRow: row, endRow: row, startCol: 0, endCol: last });
  const blank = headings.slice(1).map(() => null);
  return {
    name,
    rows: [
      [title, ...blank],
      [note, ...blank],
      [...headings],
      ...rows.map((row) => row.map((v) => (v === '' ? null : v))),
      ...(foot === undefined ? [] : [[foot, ...blank]]),
    ],
    cells,
    columns: shown.map((width) => ({ width })),
    rowDefs: new Map([
      [0, { height: 26 }],
      [1, { height: 30 }],
      [HEADING_ROW, { height: 24 }],
      ...rows.map((row, n): [number, { height: number }] => [HEADING_ROW + 1 + n, { height: heightOf(row) }]),
      ...(foot === undefined ? [] : [[footRow, { height: 36 }] as const]),
    ]),
    merges: last > 0 ? [across(0), across(1), ...(foot === undefined ? [] : [across(footRow)])] : [],
    ...PRINTED,
  };
}

/** Writes plain sheets as a workbook; the same sheets of the same day give the same bytes. */
export const plainWorkbook = (
  title: string,
  sheets: readonly PlainSheet[],
  on: CivilDate,
): Promise<Uint8Array> =>
  writeXlsx({
    sheets: sheets.map(sheetOf),
    defaultFont: { name: '宋体', size: 10 },
    properties: {
      title,
      creator: '参保台',
      created: new Date(`${on}T00:00:00Z`),
      modified: new Date(`${on}T00:00:00Z`),
    },
  });
