import { type CellStyle, type WriteSheet, writeXlsx } from 'hucre';
import { ERROR_COLUMNS } from '#shared/batch/columns';
import type { ErrorBook } from '#shared/batch/errorBook';
import { displayWidth } from './rosterColumns';

/** A plain Han name, for the reason that the roster's sheet has one. */
const SHEET = '错误行';
const HEADING_ROW = 2;
const WIDEST = 40;
const REASON_WIDTH = 60;
const LINE_HEIGHT = 14;

const thin = { style: 'thin', color: { rgb: 'BFBFBF' } } as const;
const border = { left: thin, right: thin, top: thin, bottom: thin };
const fill = (rgb: string) => ({ type: 'pattern', pattern: 'solid', fgColor: { rgb } }) as const;
const body: CellStyle = {
  font: { name: '宋体', size: 10 },
  numFmt: '@',
  alignment: { vertical: 'center', wrapText: true },
  border,
};
const WRONG: CellStyle = {
  ...body,
  font: { name: '宋体', size: 10, bold: true, color: { rgb: '9C0006' } },
  fill: fill('FFC7CE'),
};
const REASON: CellStyle = { ...body, font: { name: '宋体', size: 10, color: { rgb: '9C0006' } } };
const HEADING: CellStyle = {
  font: { name: '黑体', size: 10 },
  alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
  border,
  fill: fill('EDEDED'),
};

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
      cells.set(`${at},${i}`, { style: wrong.has(i) ? WRONG : i >= last - 1 ? REASON : body });
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
    freezePane: { rows: HEADING_ROW + 1, columns: 0 },
    pageSetup: {
      paperSize: 'a4',
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
      printTitlesRow: `$${HEADING_ROW + 1}:$${HEADING_ROW + 1}`,
    },
    headerFooter: { oddFooter: '&C第 &P 页 共 &N 页' },
  };
}

/** The workbook of refused rows: every cell text, the wrong ones marked, reasons in the last two columns. */
export const errorWorkbook = (book: ErrorBook): Promise<Uint8Array> =>
  writeXlsx({
    sheets: [sheetOf(book)],
    defaultFont: { name: '宋体', size: 10 },
    properties: { title: book.title, creator: '参保台' },
  });
