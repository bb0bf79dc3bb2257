import type { CellStyle, WriteSheet } from 'hucre';
import type { BookRow } from '#shared/rosterBook';
import type { BookColumn } from '#shared/rosterPaper/bookColumns';
import type { Line } from '#shared/rosterPaper/rosterLines';
import { bodyStyle } from './rosterParts';
import { xmlText } from './xmlText';

/** A row's places in its household, each a look of its own: the rules above and below it are thin or hair. */
const PLACES = [
  { opens: true, closes: true },
  { opens: true, closes: false },
  { opens: false, closes: false },
  { opens: false, closes: true },
] as const;
type Place = Pick<Line<unknown>, 'opens' | 'closes'>;
const placeNumber = ({ opens, closes }: Place): number =>
  PLACES.findIndex((place) => place.opens === opens && place.closes === closes);

/** How many specimens the form of a sheet has. */
export const SPECIMENS = PLACES.length;

/** Rows handed on together; small enough to be held many times over, large enough not to be felt. */
const ROWS_AT_ONCE = 50;

const styleOf = (column: BookColumn, { opens, closes }: Place): CellStyle => ({
  ...bodyStyle(column, opens, closes),
  ...(column.kind === 'filled' ? { protection: { locked: false } } : {}),
});

/** Specimens for the form of a sheet: one empty row of each look, so that the writer of the form numbers the styles. */
export function specimens(columns: readonly BookColumn[], from: number): NonNullable<WriteSheet['cells']> {
  return new Map(
    PLACES.flatMap((place, i) =>
      columns.map((column, col) => [`${from + i},${col}`, { style: styleOf(column, place) }] as const),
    ),
  );
}

/** Number of a style by look and column, as `readLooks` finds them. */
type Looks = readonly (readonly string[])[];

/** The form of a sheet as XML, taken apart where its people belong. `sumRow`: number of the row below them, counted from 1. */
export function takeApart(form: string, sumRow: number): { before: string; looks: Looks; after: string } {
  const at = (row: number): number => {
    const found = form.indexOf(`<row r="${row}"`);
    if (found < 0) throw new Error(`the form of a sheet has no row ${row}`);
    return found;
  };
  const first = sumRow + 2;
  const end = form.indexOf('</sheetData>');
  const looks = PLACES.map((_, i) => {
    const row = form.slice(at(first + i), i + 1 < PLACES.length ? at(first + i + 1) : end);
    return [...row.matchAll(/<c r="[A-Z]+\d+" s="(\d+)"/g)].map(([, style = '']) => style);
  });
  return {
    before: form
      .slice(0, at(sumRow))
      .replace(/(<dimension ref="A1:[A-Z]+)\d+"/, (_, head: string) => `${head}${sumRow + 1}"`),
    looks,
    after: form.slice(at(sumRow), at(first)) + form.slice(end),
  };
}

/** The people of a sheet as XML, some rows at a time; `from`: number of the first row. Every cell is text in its own cell, so that nothing of it is held. */
export function* rowsXml(
  lines: Iterable<Line<BookRow>>,
  heights: readonly number[],
  columns: readonly BookColumn[],
  looks: Looks,
  from: number,
): Generator<string> {
  const letters = columns.map((_, col) => String.fromCharCode(65 + col));
  let at = from;
  let xml = '';
  for (const line of lines) {
    const texts = columns.map(({ text }) => text(line.row));
    const styles = looks[placeNumber(line)] ?? [];
    xml += `<row r="${at}" ht="${heights[at - from]}" customHeight="1">`;
    texts.forEach((text, col) => {
      const cell = `<c r="${letters[col]}${at}" s="${styles[col]}"`;
      xml +=
        text === ''
          ? `${cell}/>`
          : `${cell} t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`;
    });
    xml += '</row>';
    at += 1;
    if ((at - from) % ROWS_AT_ONCE === 0) {
      yield xml;
      xml = '';
    }
  }
  yield xml;
}
