import { execFileSync } from 'node:child_process';
import { read, utils, type WorkSheet, write } from '@e965/xlsx';

/** A cell as somebody leaves it: text, a number, or nothing. */
export type Written = string | number | null;

/** One sheet of a filled roster, row by row; `head` is the number of rows above the people. */
export interface FilledSheet {
  readonly name: string;
  readonly head: Written[][];
  headings: string[];
  people: Written[][];
  readonly foot: Written[][];
}

const HEADING_ROW = 2;

/** Opens what the program wrote, with every cell as it stands. */
export function openRoster(bytes: Uint8Array): FilledSheet[] {
  const book = read(bytes, { type: 'array' });
  return book.SheetNames.filter((name) => name !== '目录').map((name) => {
    const rows = utils.sheet_to_json<Written[]>(book.Sheets[name] ?? {}, {
      header: 1,
      defval: null,
      raw: true,
    });
    const end = rows.findIndex((row) => String(row[0] ?? '').startsWith('合计'));
    return {
      name,
      head: rows.slice(0, HEADING_ROW),
      headings: (rows[HEADING_ROW] ?? []).map((heading) => String(heading ?? '').replaceAll('\n', '')),
      people: rows.slice(HEADING_ROW + 1, end),
      foot: rows.slice(end),
    };
  });
}

const grid = (sheet: FilledSheet): Written[][] => [
  ...sheet.head,
  sheet.headings,
  ...sheet.people,
  ...sheet.foot,
];

/** As another program saves it: the cells, and nothing of protection, widths or drop-downs. */
export function saveRoster(sheets: readonly FilledSheet[], bookType: 'xlsx' | 'biff8' = 'xlsx'): Uint8Array {
  const book = utils.book_new();
  for (const sheet of sheets) {
    const made: WorkSheet = utils.aoa_to_sheet(grid(sheet));
    utils.book_append_sheet(book, made, sheet.name);
  }
  return new Uint8Array(write(book, { type: 'array', bookType, compression: true }) as ArrayBuffer);
}

/** One table in GBK, as a program exports it; sheets stand one below the other under the first one's headings. */
export function saveGbk(sheets: readonly FilledSheet[]): Uint8Array {
  const quoted = (cell: Written): string =>
    /[",\n]/.test(String(cell ?? '')) ? `"${String(cell).replaceAll('"', '""')}"` : String(cell ?? '');
  const rows = [sheets[0]?.headings ?? [], ...sheets.flatMap(({ people }) => people)];
  const text = rows.map((row) => row.map(quoted).join(',')).join('\r\n');
  return new Uint8Array(
    execFileSync('iconv', ['-f', 'UTF-8', '-t', 'GB18030'], { input: text, maxBuffer: 1 << 28 }),
  );
}
