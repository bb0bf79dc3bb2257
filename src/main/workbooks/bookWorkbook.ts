import { type NamedRange, writeXlsx } from 'hucre';
import { type RosterBook, sheetHash } from '#shared/rosterBook';
import { bookColumns } from './bookColumns';
import { bookIndexOf, INDEX_NAME } from './bookIndex';
import { rowsXml, takeApart } from './bookRows';
import { bookSheetForm, FIRST_PERSON, linesOf, TITLE_ROWS } from './bookSheet';
import { type Rewrite, rewritten } from './rewritten';
import { BODY_SIZE } from './rosterColumns';

/** Characters of a sheet's name in Excel. */
const LONGEST_NAME = 31;

/** Names that every spreadsheet program takes: the labels without what is forbidden in them, each once. */
function sheetNames(labels: readonly string[]): string[] {
  const used = new Set([INDEX_NAME]);
  return labels.map((label, i) => {
    const plain =
      label
        .replaceAll(/[[\]:*?/\\'\p{C}]/gu, '')
        .trim()
        .slice(0, LONGEST_NAME - 4) || `第${i + 1}表`;
    let name = plain;
    for (let again = 2; used.has(name.toLowerCase()); again++) name = `${plain}(${again})`;
    used.add(name.toLowerCase());
    return name;
  });
}

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
  const names = sheetNames(book.sheets.map(({ label }) => label));
  const sheets = book.sheets.map((sheet, i) => ({
    sheet,
    name: names[i] ?? '',
    n: i + 1,
    hash: sheetHash(sheet),
  }));
  const made = new Date(`${book.date}T00:00:00Z`);
  const form = await writeXlsx({
    sheets: [bookIndexOf(book, sheets), ...sheets.map((one) => bookSheetForm(book, one))],
    namedRanges: [INDEX_NAME, ...names].map(repeated),
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
      yield* rowsXml(linesOf(book, sheet), columns, looks, FIRST_PERSON);
      yield after;
    },
  ]);
  return rewritten(form, new Map(filled), made);
}
