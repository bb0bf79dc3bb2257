import type { WriteSheet } from 'hucre';
import { type BookRow, type BookSheet, countsOf, type RosterBook, sheetCodeText } from '#shared/rosterBook';
import { bookColumns, OUTCOME } from './bookColumns';
import { SPECIMENS, specimens } from './bookRows';
import { qrPng } from './qrPicture';
import {
  across,
  byHousehold,
  footerText,
  HEADER_STYLE,
  type Line,
  masked,
  outcomeList,
  PAGE,
  plain,
  SIGNATURES,
} from './rosterParts';

const TITLE_ROW = 0;
const UNIT_ROW = 1;
const HEADER_ROW = 2;
const FIRST_ROW = 3;
/** Points; together as high as the first column is wide, so that the square code over them is one. */
const TITLE_HEIGHT = 38;
const UNIT_HEIGHT = 22;
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

/** A posted sheet tells nobody's number, birthday or need. */
const posted = (row: BookRow): BookRow => ({
  ...masked(row),
  birthDate: row.birthDate.slice(0, 4),
  identity: '',
});

/** Receiver and batch, on every page. */
export const watermark = (book: RosterBook): string =>
  `${book.tier === 'office' ? '内部资料　含完整证件号码　不得张贴、拍照、转发　' : ''}领用人：${book.receiver}　批次：${book.batchId}${
    book.tier === 'office' ? '　用后收回' : ''
  }`;

export const headerFooterOf = (book: RosterBook) => ({
  oddHeader: `&C&9${footerText(watermark(book))}`,
  oddFooter: `&L经办人：${footerText(book.clerk)}&C第 &P 页 共 &N 页&R打印时间：&D &T`,
});
export const BOOK_PAGE = { ...PAGE, margins: { ...PAGE.margins, top: 0.6 } };

/** The people of a sheet as they are printed: a posted one tells less, and households stand together. */
export const linesOf = (book: RosterBook, sheet: BookSheet): Line<BookRow>[] =>
  byHousehold(book.tier === 'posting' ? sheet.rows.map(posted) : sheet.rows);

/** Number of the first person's row, counted from 1. */
export const FIRST_PERSON = FIRST_ROW + 1;

/**
 * The form of a sheet: title, unit line with the square code before them, sum and signatures, with the place of the people left empty.
 * Below the signatures stand the specimens of their rows.
 */
export function bookSheetForm(
  book: RosterBook,
  of: { sheet: BookSheet; name: string; n: number; hash: string },
): WriteSheet {
  const { sheet, name, n, hash } = of;
  const columns = bookColumns(book);
  const last = columns.findLastIndex(({ kind }) => kind !== 'hidden');
  const { households, people } = countsOf(sheet);
  const sumRow = FIRST_ROW + people;
  const cells = specimens(columns, sumRow + 2);
  const heights = new Map<number, { height: number }>([
    [TITLE_ROW, { height: TITLE_HEIGHT }],
    [UNIT_ROW, { height: UNIT_HEIGHT }],
    [HEADER_ROW, { height: 32 }],
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
  rows.push(blank().with(0, `合计：${households} 户，${people} 人。`), blank().with(0, SIGNATURES));
  for (let i = 0; i < SPECIMENS; i++) rows.push(blank());
  cells.set(`${sumRow},0`, { style: plain(10.5, 'left') });
  cells.set(`${sumRow + 1},0`, { style: plain(10.5, 'left') });
  heights.set(sumRow, { height: 24 });
  heights.set(sumRow + 1, { height: 36 });
  const letter = String.fromCharCode(65 + columns.findIndex(({ header }) => header === OUTCOME));
  return {
    name,
    rows,
    cells,
    columns: columns.map(({ width, kind }) => ({ width, ...(kind === 'hidden' ? { hidden: true } : {}) })),
    rowDefs: heights,
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
    headerFooter: headerFooterOf(book),
  };
}

/** The rows that are printed on every page, `$1:$3`. */
export const TITLE_ROWS = `$${TITLE_ROW + 1}:$${HEADER_ROW + 1}`;
