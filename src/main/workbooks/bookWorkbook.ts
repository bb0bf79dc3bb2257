import { type NamedRange, writeXlsx } from 'hucre';
import type { RosterBook } from '#shared/rosterBook';
import { bookColumns } from '#shared/rosterPaper/bookColumns';
import { INDEX_NAME, namedSheets } from '#shared/rosterPaper/bookIndex';
import { heightsOf, linesOf } from '#shared/rosterPaper/bookPages';
import { BODY_SIZE } from '#shared/rosterPaper/rosterColumns';
import { bookIndexOf } from './bookIndex';
import { rowsXml, takeApart } from './bookRows';
import { bookSheetForm, FIRST_PERSON, TITLE_ROWS } from './bookSheet';
import { type Rewrite, rewritten } from './rewritten';

/** Rows repeated on every page; with its name quoted, which the writer's own option leaves out. */
const repeated = (name: string): NamedRange => ({
  name: '_xlnm.Print_Titles',
  range: `'${name}'!${TITLE_ROWS}`,
  scope: name,
});

/**
 * The roster workbook of a dispatch batch: an index, then a sheet a group. Everything is text but the index's counts; only the five
 * columns of the door may be written. Row code, hidden key and checksum are what it is known by when it comes back. The library
 * writes the form; the people are put into it row by row while it is packed, so that a book's size does not matter (RO50).
 */
export async function bookWorkbook(book: RosterBook): Promise<Uint8Array> {
  const sheets = namedSheets(book);
  const heights = sheets.map(({ sheet }) => heightsOf(book, sheet));
  const made = new Date(`${book.date}T00:00:00Z`);
  const form = await writeXlsx({
    sheets: [
      bookIndexOf(book, sheets),
      ...sheets.map((one, i) => bookSheetForm(book, one, heights[i] ?? [])),
    ],
    namedRanges: [INDEX_NAME, ...sheets.map(({ name }) => name)].map(repeated),
    defaultFont: { name: '宋体', size: BODY_SIZE },
    properties: { title: book.title, creator: '参保台', created: made, modified: made },
  });
  const columns = bookColumns(book);
  const filled = book.sheets.map((sheet, i): [string, Rewrite] => [
    // The index is the first.
    `xl/worksheets/sheet${i + 2}.xml`,
    function* (part) {
      const { before, looks, after } = takeApart(part, FIRST_PERSON + sheet.rows.length);
      yield before;
      yield* rowsXml(linesOf(book, sheet), heights[i] ?? [], columns, looks, FIRST_PERSON);
      yield after;
    },
  ]);
  return rewritten(form, new Map(filled), made);
}
