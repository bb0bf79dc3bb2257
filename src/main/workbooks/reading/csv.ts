import { type GridCell, WORKBOOK_LIMITS } from '#shared/batch/grid';

/** The text of a file without a byte order of its own: UTF-8 where it is that, else GB18030, which holds GBK and GB 2312. */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

/** The delimiter of a text table: whichever of tab, semicolon and comma stands most in its first lines, outside of quotes. */
function delimiterOf(text: string): string {
  const head = text.slice(0, 4_000).replace(/"[^"]*"/g, '');
  const count = (mark: string) => head.split(mark).length;
  return ['\t', ';', '，'].reduce((best, mark) => (count(mark) > count(best) ? mark : best), ',');
}

/** `="22019919900307…"`, by which some programs keep a number as text in a CSV file. */
const unquoted = (value: string): string => /^="(.*)"$/s.exec(value)?.[1] ?? value;

/** A delimited text as rows of text cells; quotes double inside quotes. Every text is a table. */
export function csvRows(text: string): GridCell[][] {
  const body = text.replace(/^\ufeff/, '').replace(/^sep=.\r?\n/i, '');
  const mark = delimiterOf(body);
  const rows: GridCell[][] = [];
  let row: GridCell[] = [];
  let value = '';
  let quoted = false;
  const endCell = (): void => {
    const cell = unquoted(value).slice(0, WORKBOOK_LIMITS.cell);
    if (row.length < WORKBOOK_LIMITS.columns) row.push(cell.trim() === '' ? null : cell);
    value = '';
  };
  const endRow = (): void => {
    endCell();
    rows.push(row);
    row = [];
  };
  for (let i = 0; i < body.length; i++) {
    const char = body.charAt(i);
    if (quoted) {
      if (char !== '"') value += char;
      else if (body[i + 1] === '"') {
        value += '"';
        i++;
      } else quoted = false;
    } else if (char === '"' && (value === '' || value === '=')) {
      if (value === '=') value = '';
      quoted = true;
    } else if (char === mark) endCell();
    else if (char === '\n') endRow();
    else if (char !== '\r') value += char;
  }
  if (value !== '' || row.length > 0) endRow();
  return rows;
}
