import type { ErrorBook } from '../batch/errorBook';
import { cellText } from '../batch/grid';
import type { ListItem } from './item';

const LONGEST = 4_000;
const MOST = 20_000;

/** Rows that were not understood, unknown or not decided, as they were, with the reasons: to be sent back, corrected and read again. */
export function listErrors(
  items: readonly ListItem[],
  words: { readonly title: string; readonly note: string },
): ErrorBook | null {
  const wrong = items.flatMap((item) => (item.row === null ? [] : [{ ...item, row: item.row }]));
  const table = wrong[0]?.row.table;
  if (table === undefined) return null;
  // Tables of one file may differ in their columns: those of the first lead, and what it has not is passed over.
  return {
    title: words.title.slice(0, 120),
    note: words.note,
    headings: table.headings.map((heading) => heading.slice(0, LONGEST)),
    rows: wrong.slice(0, MOST).map(({ row, text, faults }) => {
      const columns = faults.flatMap(({ column }) => (column === null ? [] : (table.at.get(column) ?? [])));
      return {
        cells: cellsUnder(table, row),
        wrong: [...new Set(columns)],
        columns: [...new Set(columns)].map((at) => table.headings[at] ?? '').join('、'),
        reasons: `${row.table.name}第 ${row.data.row} 行：${text}`.slice(0, LONGEST),
      };
    }),
  };
}

/** A row's cells in the order of the first table's columns. */
function cellsUnder(
  lead: NonNullable<ListItem['row']>['table'],
  { table, data }: NonNullable<ListItem['row']>,
): string[] {
  const keyAt = new Map([...lead.at].map(([key, at]) => [at, key]));
  return lead.headings.map((_, at) => {
    const key = keyAt.get(at);
    const from = table === lead ? at : key === undefined ? undefined : table.at.get(key);
    return from === undefined ? '' : cellText(data.cells[from]).slice(0, LONGEST);
  });
}
