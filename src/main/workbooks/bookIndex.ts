import type { WriteSheet } from 'hucre';
import type { RosterBook } from '#shared/rosterBook';
import {
  HOW_TO,
  INDEX_COLUMNS,
  INDEX_NAME,
  indexLine,
  indexRows,
  type NamedSheet,
} from '#shared/rosterPaper/bookIndex';
import { INDEX_HEIGHTS, indexPages } from '#shared/rosterPaper/bookPages';
import { BODY_SIZE } from '#shared/rosterPaper/rosterColumns';
import { BOOK_PAGE, headerFooterOf, PROTECTION } from './bookSheet';
import { across, bodyStyle, HEADER_STYLE, plain } from './rosterParts';

/** The index (目录): every sheet with its households, people and codes, and sums that are those of the book. */
export function bookIndexOf(book: RosterBook, sheets: readonly NamedSheet[]): WriteSheet {
  const last = INDEX_COLUMNS.length - 1;
  const blank = (): (string | number | null)[] => INDEX_COLUMNS.map(() => null);
  const rows = [
    blank().with(0, book.title),
    blank().with(0, indexLine(book)),
    INDEX_COLUMNS.map(({ header }): string | number | null => header),
    ...indexRows(sheets),
    ...HOW_TO.map((text) => blank().with(0, text)),
  ];
  const cells: NonNullable<WriteSheet['cells']> = new Map();
  cells.set('0,0', { style: plain(16, 'center', '黑体') });
  cells.set('1,0', { style: plain(10.5, 'left') });
  const sumRow = 3 + sheets.length;
  INDEX_COLUMNS.forEach(({ align }, col) => {
    cells.set(`2,${col}`, { style: HEADER_STYLE });
    const { numFmt: _, ...style } = bodyStyle({ size: BODY_SIZE, align }, true, true);
    for (let at = 3; at <= sumRow; at++) cells.set(`${at},${col}`, { style });
  });
  HOW_TO.forEach((_, i) => {
    cells.set(`${sumRow + 1 + i},0`, {
      style: { font: { name: '宋体', size: BODY_SIZE }, alignment: { vertical: 'center', wrapText: true } },
    });
  });
  const heights = rows.map((_, at): [number, { height: number }] => [
    at,
    { height: at === 0 ? INDEX_HEIGHTS.title : at > sumRow ? INDEX_HEIGHTS.how : INDEX_HEIGHTS.line },
  ]);
  return {
    name: INDEX_NAME,
    rows,
    cells,
    columns: INDEX_COLUMNS.map(({ width }) => ({ width })),
    rowDefs: new Map(heights),
    merges: [
      across(0, 0, last),
      across(1, 0, last),
      ...HOW_TO.map((_, i) => across(sumRow + 1 + i, 0, last)),
    ],
    protection: PROTECTION,
    freezePane: { rows: 3, columns: 0 },
    pageSetup: BOOK_PAGE,
    rowBreaks: indexPages(sheets.length)
      .slice(0, -1)
      .map((page) => 3 + (page.at(-1) ?? 0)),
    headerFooter: headerFooterOf(book),
  };
}
