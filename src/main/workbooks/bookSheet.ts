import type { WriteSheet } from 'hucre';
import { countsOf, type RosterBook, sheetCodeText } from '#shared/rosterBook';
import { bookColumns, OUTCOME } from '#shared/rosterPaper/bookColumns';
import type { NamedSheet } from '#shared/rosterPaper/bookIndex';
import { BOOK_HEIGHTS, BOOK_MARGINS, linesOf, pagesOf, sumOf } from '#shared/rosterPaper/bookPages';
import { SIGNATURES, watermark } from '#shared/rosterPaper/rosterLines';
import { SPECIMENS, specimens } from './bookRows';
import { qrPng } from './qrPicture';
import { across, footerText, HEADER_STYLE, outcomeList, PAGE, plain } from './rosterParts';

const TITLE_ROW = 0;
const UNIT_ROW = 1;
const HEADER_ROW = 2;
const FIRST_ROW = 3;
/** Where the caution begins, and the date. */
const CAUTION_COL = 6;
const DATE_COL = 12;

/** Widths, drop-downs and heights may be changed by whoever fills it in; the printed cells may not. Nobody is given a password. */
export const PROTECTION = {
  sheet: true,
  objects: true,
  formatColumns: true,
  formatRows: true,
  sort: true,
  autoFilter: true,
} as const;

export const headerFooterOf = (book: RosterBook) => ({
  oddHeader: `&C&9${footerText(watermark(book))}`,
  oddFooter: `&L经办人：${footerText(book.clerk)}&C第 &P 页 共 &N 页&R打印时间：&D &T`,
});
export const BOOK_PAGE = { ...PAGE, margins: BOOK_MARGINS };

/** Number of the first person's row, counted from 1. */
export const FIRST_PERSON = FIRST_ROW + 1;

/**
 * The form of a sheet: title, unit line with the square code before them, sum and signatures, with the place of the people left empty.
 * Below the signatures stand the specimens of their rows. `heights`: of the people's rows.
 */
export function bookSheetForm(book: RosterBook, of: NamedSheet, heights: readonly number[]): WriteSheet {
  const { sheet, name, n, hash } = of;
  const columns = bookColumns(book);
  const last = columns.findLastIndex(({ kind }) => kind !== 'hidden');
  const { people } = countsOf(sheet);
  const sumRow = FIRST_ROW + people;
  const cells = specimens(columns, sumRow + 2);
  const frame = new Map<number, { height: number }>([
    [TITLE_ROW, { height: BOOK_HEIGHTS.title }],
    [UNIT_ROW, { height: BOOK_HEIGHTS.unit }],
    [HEADER_ROW, { height: BOOK_HEIGHTS.header }],
  ]);
  const blank = (): (string | null)[] => columns.map(() => null);
  const rows: (string | null)[][] = [
    blank().with(1, book.title),
    blank()
      .with(1, `填报单位：${book.unit}　${sheet.label}`)
      .with(CAUTION_COL, book.synthetic ? '【虚构数据，仅供试用】' : null)
      .with(DATE_COL, `制表日期：${book.date}　第 ${n} 表`),
    columns.map(({ header }) => header),
  ];
  cells.set(`${TITLE_ROW},1`, { style: plain(18, 'center', '黑体') });
  cells.set(`${UNIT_ROW},1`, { style: plain(10.5, 'left') });
  cells.set(`${UNIT_ROW},${CAUTION_COL}`, { style: plain(10.5, 'center', '黑体') });
  cells.set(`${UNIT_ROW},${DATE_COL}`, { style: plain(10.5, 'right') });
  columns.forEach((_, col) => {
    cells.set(`${HEADER_ROW},${col}`, { style: HEADER_STYLE });
  });
  for (let i = 0; i < people; i++) rows.push([]);
  rows.push(blank().with(0, sumOf(sheet)), blank().with(0, SIGNATURES));
  for (let i = 0; i < SPECIMENS; i++) rows.push(blank());
  cells.set(`${sumRow},0`, { style: plain(10.5, 'left') });
  cells.set(`${sumRow + 1},0`, { style: plain(10.5, 'left') });
  frame.set(sumRow, { height: BOOK_HEIGHTS.sum });
  frame.set(sumRow + 1, { height: BOOK_HEIGHTS.signatures });
  const letter = String.fromCharCode(65 + columns.findIndex(({ header }) => header === OUTCOME));
  return {
    name,
    rows,
    cells,
    columns: columns.map(({ width, kind }) => ({ width, ...(kind === 'hidden' ? { hidden: true } : {}) })),
    rowDefs: frame,
    merges: [
      across(TITLE_ROW, 1, last),
      across(UNIT_ROW, 1, CAUTION_COL - 1),
      across(UNIT_ROW, CAUTION_COL, DATE_COL - 1),
      across(UNIT_ROW, DATE_COL, last),
      across(sumRow, 0, last),
      across(sumRow + 1, 0, last),
    ],
    images: [
      {
        data: qrPng(sheetCodeText(book.batchId, n, hash)),
        type: 'png',
        anchor: { from: { row: TITLE_ROW, col: 0 }, to: { row: HEADER_ROW, col: 1 } },
        altText: `第 ${n} 表的二维码：批次、表号、内容摘要`,
      },
    ],
    protection: PROTECTION,
    freezePane: { rows: FIRST_ROW, columns: 3 },
    dataValidations:
      people === 0 ? [] : [outcomeList(`${letter}${FIRST_ROW + 1}:${letter}${FIRST_ROW + people}`)],
    pageSetup: BOOK_PAGE,
    rowBreaks: pagesOf(linesOf(book, sheet), heights)
      .slice(0, -1)
      .map((page) => FIRST_ROW + (page.at(-1) ?? 0)),
    headerFooter: headerFooterOf(book),
  };
}

/** The rows that are printed on every page, `$1:$3`. */
export const TITLE_ROWS = `$${TITLE_ROW + 1}:$${HEADER_ROW + 1}`;
