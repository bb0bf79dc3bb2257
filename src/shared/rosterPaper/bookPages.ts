import { paginate } from '../papers/paginate';
import { type BookRow, type BookSheet, countsOf, type RosterBook } from '../rosterBook';
import { type BookColumn, bookColumns } from './bookColumns';
import { HOW_TO } from './bookIndex';
import { byHousehold, type Line, posted, rowHeight } from './rosterLines';

/** Points. */
export const BOOK_HEIGHTS = { title: 38, unit: 22, header: 32, sum: 24, signatures: 36 } as const;
export const INDEX_HEIGHTS = { title: 30, line: 22, how: 34 } as const;
/** Inches: room for header and footer of the page. */
export const BOOK_MARGINS = {
  left: 0.4,
  right: 0.4,
  top: 0.6,
  bottom: 0.65,
  header: 0.3,
  footer: 0.3,
} as const;

const A4 = { width: 841.9, height: 595.3 } as const;
const INCH = 72;
/** The width of a digit of the book's default font in points: 宋体 of ten points, as spreadsheet programs count it. */
const DIGIT = 5.25;
/**
 * Fitted to one page's width a sheet is made smaller, by how much depends on the font a program has: with 宋体 to 0.87, with the widest that takes its
 * place to 0.8. Pages are filled as if it were by no more than this, so that a page of ours is one in every program.
 */
const LEAST_SHRUNK = 0.92;
const BODY = A4.height - (BOOK_MARGINS.top + BOOK_MARGINS.bottom) * INCH;
/** Points of rows, before they are made smaller, that a page has room for below the rows that are repeated on each. */
const ROOM = BODY / LEAST_SHRUNK - (BOOK_HEIGHTS.title + BOOK_HEIGHTS.unit + BOOK_HEIGHTS.header);
/** The index is narrow enough not to be made smaller. */
const INDEX_ROOM = BODY - (INDEX_HEIGHTS.title + 2 * INDEX_HEIGHTS.line);

export interface PaperLine extends Line<BookRow> {
  /** By column. */
  readonly texts: readonly string[];
  /** Points, before the page is made smaller. */
  readonly height: number;
}

/** A sheet of a book as it stands on paper: the same in the workbook and from the window. */
export interface PaperOfSheet {
  readonly columns: readonly BookColumn[];
  readonly lines: readonly PaperLine[];
  /** Indices of the lines of each page; sum and signatures follow those of the last. */
  readonly pages: readonly (readonly number[])[];
  readonly sum: string;
}

/** The people of a sheet as they are printed: a posted one tells less, and households stand together. */
export const linesOf = (book: Pick<RosterBook, 'tier'>, sheet: BookSheet): Line<BookRow>[] =>
  byHousehold(book.tier === 'posting' ? sheet.rows.map(posted) : sheet.rows);

/** Of the lines of a sheet, in points before the page is made smaller. */
export function heightsOf(book: Pick<RosterBook, 'year' | 'tier'>, sheet: BookSheet): number[] {
  const columns = bookColumns(book).filter(({ kind }) => kind !== 'hidden');
  return linesOf(book, sheet).map(({ row }) =>
    rowHeight(
      columns,
      columns.map(({ text }) => text(row)),
    ),
  );
}

export function sumOf(sheet: BookSheet): string {
  const { households, people } = countsOf(sheet);
  return `合计：${households} 户，${people} 人。`;
}

/** Lays a sheet out. */
export function paperOfSheet(book: Pick<RosterBook, 'year' | 'tier'>, sheet: BookSheet): PaperOfSheet {
  const columns = bookColumns(book).filter(({ kind }) => kind !== 'hidden');
  const heights = heightsOf(book, sheet);
  const lines = linesOf(book, sheet).map(
    (line, at): PaperLine => ({
      ...line,
      texts: columns.map(({ text }) => text(line.row)),
      height: heights[at] ?? 0,
    }),
  );
  return { columns, lines, pages: pagesOf(lines, heights), sum: sumOf(sheet) };
}

/** Indices of the lines of each page. A household stays on one where a page has room for it; sum and signatures go with the last line. */
export function pagesOf(
  lines: readonly Pick<Line<unknown>, 'closes'>[],
  rows: readonly number[],
): number[][] {
  const foot = BOOK_HEIGHTS.sum + BOOK_HEIGHTS.signatures;
  const heights = rows.map((height, at) => height + (at === rows.length - 1 ? foot : 0));
  const fits: boolean[] = [];
  let begin = 0;
  let total = 0;
  lines.forEach(({ closes }, at) => {
    total += heights[at] ?? 0;
    if (!closes) return;
    fits.push(...Array.from({ length: at - begin + 1 }, () => total <= ROOM));
    begin = at + 1;
    total = 0;
  });
  return paginate(
    lines.map(({ closes }, at) => ({
      height: heights[at] ?? 0,
      keepWithNext: !closes && fits[at] === true,
    })),
    ROOM,
  );
}

/** Indices of the index's lines (sum and how to fill it in after those of the last sheet) on each page. */
export function indexPages(sheets: number): number[][] {
  const lines = Array.from({ length: sheets }, () => ({ height: INDEX_HEIGHTS.line, keepWithNext: false }));
  const sum = { height: INDEX_HEIGHTS.line, keepWithNext: true };
  const how = HOW_TO.map((_, i) => ({ height: INDEX_HEIGHTS.how, keepWithNext: i < HOW_TO.length - 1 }));
  return paginate([...lines, sum, ...how], INDEX_ROOM);
}

/** How much smaller the window prints it: so that the columns are as wide as the page. */
export const shrinkOf = (columns: readonly Pick<BookColumn, 'width'>[]): number =>
  Math.min(1, (A4.width - (BOOK_MARGINS.left + BOOK_MARGINS.right) * INCH) / pointsWide(columns));

/** Points, before the page is made smaller. */
export const pointsWide = (columns: readonly Pick<BookColumn, 'width'>[]): number =>
  columns.reduce((sum, { width }) => sum + width, 0) * DIGIT;
