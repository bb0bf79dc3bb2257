import type { ColumnKey } from '../batch/columns';
import { COLUMNS } from '../batch/columns';
import type { ErrorBook } from '../batch/errorBook';
import { cellText } from '../batch/grid';
import type { Fault } from '../batch/rowReader';
import type { ReturnRow } from './reconcile';

/** What a returned row is corrected by: everything it is known by, and the five columns of the door. */
const KEYS = [
  'rowCode',
  'name',
  'certNo',
  'outcome',
  'paid',
  'happenedOn',
  'newPhone',
  'why',
  'personKey',
  'rowCheck',
] as const satisfies readonly ColumnKey[];

const LONGEST = 4_000;
const MOST = 20_000;

/** Rows of several sheets that were not taken, under one row of headings, to be corrected and read again. */
export function returnErrors(
  wrong: readonly { readonly read: ReturnRow; readonly faults: readonly Fault[] }[],
  words: { readonly title: string; readonly note: string },
): ErrorBook {
  const headings = KEYS.map((key) => COLUMNS[key][0]);
  return {
    title: words.title.slice(0, 120),
    note: words.note,
    headings,
    rows: wrong.slice(0, MOST).map(({ read, faults }) => {
      const { sheet, data } = read.written;
      const columns = KEYS.flatMap((key, i) => (faults.some(({ column }) => column === key) ? [i] : []));
      return {
        cells: KEYS.map((key) => {
          const at = sheet.at.get(key);
          return at === undefined ? '' : cellText(data.cells[at]).slice(0, LONGEST);
        }),
        wrong: columns,
        columns: columns.map((i) => headings[i] ?? '').join('、'),
        reasons: `${sheet.name}第 ${data.row} 行：${faults.map(({ text }) => text).join('')}`.slice(
          0,
          LONGEST,
        ),
      };
    }),
  };
}
