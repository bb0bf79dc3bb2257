import { type CellStyle, type WriteSheet, writeXlsx } from 'hucre';
import { ERROR_COLUMNS } from '#shared/batch/columns';
import type { ErrorBook } from '#shared/batch/errorBook';
import { displayWidth } from '#shared/rosterPaper/rosterColumns';
import { fill, HEADING, HEADING_ROW, PRINTED, TEXT } from './plainTable';

/** A plain Han name, for the reason that the roster's sheet has one. */
const SHEET = '错误行';
const WIDEST = 40;
const REASON_WIDTH = 60;
const LINE_HEIGHT = 14;

const WRONG: CellStyle = {
  ...TEXT,
  font: { name: '宋体', size: 10, bold: true, color: { rgb: '9C0006' } },
  fill: fill('FFC7CE'),
};
const REASON: CellStyle = { ...TEXT, font: { name: '宋体', size: 10, color: { rgb: '9C0006' } } };

function sheetOf(book: ErrorBook): WriteSheet {
  const headings = [...book.headings, ...ERROR_COLUMNS];
  const last = headings.length - 1;
  const cells: NonNullable<WriteSheet['cells']> = new Map();
  const heights = new Map<number, { height: number }>([
    [0, { height: 26 }],
    [1, { height: 34 }],
    [HEADING_ROW, { height: 30 }],
  ]);
  const lines = book.rows.map(({ cells: texts, columns, reasons }) => [
    ...book.headings.map((_, i) => texts[i] ?? ''),
    columns,
    reasons,
  ]);
  const widths = headings.map((heading, i) => {
    const longest = Math.max(displayWidth(heading), ...lines.map((line) => displayWidth(line[i] ?? '')));
    return i === last ? REASON_WIDTH : Math.min(WIDEST, Math.max(8, longest + 4));
  });
  cells.set('0,0', { style: { font: { name: '黑体', size: 14 }, alignment: { vertical: 'center' } } });
  cells.set('1,0', {
    style: { font: { name: '宋体', size: 10 }, alignment: { vertical: 'center', wrapText: true } },
  });
  for (let i = 0; i < headings.length; i++) cells.set(`${HEADING_ROW},${i}`, { style: HEADING });
  lines.forEach((line, n) => {
    const at = HEADING_ROW + 1 + n;
    const wrong = new Set(book.rows[n]?.wrong);
    line.forEach((_, i) => {
      cells.set(`${at},${i}`, { style: wrong.has(i) ? WRONG : i >= last - 1 ? REASON : TEXT });
    });
    const tallest = Math.max(
      ...line.map((text, i) => Math.ceil(displayWidth(text) / Math.max(1, (widths[i] ?? 8) - 1))),
    );
    heights.set(at, { height: Math.min(400, Math.max(20, tallest * LINE_HEIGHT + 4)) });
  });
  const across = (row: number) => ({ startRow: row, endRow: row, startCol: 0, endCol: last });
  const blank = headings.slice(1).map(() => null);
  return {
    name: SHEET,
    rows: [
      [book.title, ...blank],
      [book.note, ...blank],
      headings,
      ...lines.map((line) => line.map((text) => (text === '' ? null : text))),
    ],
    cells,
    columns: widths.map((width) => ({ width })),
    rowDefs: heights,
    merges: [across(0), across(1)],
    ...PRINTED,
  };
}

/** The workbook of refused rows: every cell text, the wrong ones marked, reasons in the last two columns. */
export const errorWorkbook = (book: ErrorBook): Promise<Uint8Array> =>
  writeXlsx({
    sheets: [sheetOf(book)],
    defaultFont: { name: '宋体', size: 10 },
    properties: { title: book.title, creator: '参保台' },
  });
