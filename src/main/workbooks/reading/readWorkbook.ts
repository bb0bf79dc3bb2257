import * as XLSX from '@e965/xlsx';
import * as codePages from '@e965/xlsx/dist/cpexcel.full.mjs';
import { type GridCell, type GridSheet, WORKBOOK_LIMITS, type WorkbookLimits } from '#shared/batch/grid';
import { err, ok, type Result } from '#shared/result';
import { csvRows, decodeText } from './csv';
import { lookInside } from './lookInside';
import { readPacked } from './readPacked';

// Old .xls files say their code page; without the tables Chinese in them is lost.
XLSX.set_cptable(codePages);

/** Rows above the table that are read besides. */
const HEAD_ROWS = 60;

const starts = (bytes: Uint8Array, ...mark: number[]): boolean => mark.every((byte, i) => bytes[i] === byte);

const tooMany = ({ rows }: WorkbookLimits): string => `表里超过 ${rows} 行，请拆成几个文件分别读入。`;

/** Whether a text is a web page that only calls itself .xls, as many systems export them. */
const isMarkup = (text: string): boolean => /^\s*<(!doctype|html|table|\?xml|meta|div)/i.test(text);

/** Every sheet of a workbook file (.xlsx, .xls, .csv and what only looks like them), or a sentence why it cannot be read. */
export function readWorkbook(
  bytes: Uint8Array,
  limits: WorkbookLimits = WORKBOOK_LIMITS,
): Result<GridSheet[], string> {
  if (bytes.length === 0) return err('文件是空的，请核对。');
  if (bytes.length > limits.bytes)
    return err(`文件超过 ${Math.round(limits.bytes / 1e6)} MB，请删去图片和多余的工作表，或拆成几个文件。`);
  const isZip = starts(bytes, 0x50, 0x4b);
  if (isZip || starts(bytes, 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)) {
    if (isZip) {
      const inside = lookInside(bytes, DAMAGED, limits);
      if (!inside.ok) return inside;
      // Rows that are only formatted are no people; rows with something in them are never cut off in silence.
      if (inside.value.lastFilledRow > limits.rows + HEAD_ROWS) return err(tooMany(limits));
    }
    return sheetsOf(
      () =>
        isZip ? readPacked(bytes, reading(limits)) : XLSX.read(bytes, { type: 'array', ...reading(limits) }),
      limits,
    );
  }
  if (bytes.slice(0, 1_000).includes(0) && !starts(bytes, 0xff, 0xfe) && !starts(bytes, 0xfe, 0xff))
    return err('这不是工作簿或文本表格，请选择 xlsx、xls 或 csv 文件。');
  const text = decodeText(bytes);
  if (isMarkup(text))
    return sheetsOf(() => XLSX.read(text, { type: 'string', raw: true, ...reading(limits) }), limits);
  const rows = csvRows(text);
  return rows.length > limits.rows + HEAD_ROWS
    ? err(tooMany(limits))
    : ok([{ name: '文本表格', hidden: false, rows }]);
}

/** What the clerk is told of a file that was read: that it has macros, formulas, or references to other files. */
export function noticesOf(bytes: Uint8Array): string[] {
  if (!starts(bytes, 0x50, 0x4b)) return [];
  const inside = lookInside(bytes, DAMAGED);
  return inside.ok ? [...inside.value.notices] : [];
}

const reading = ({ rows }: WorkbookLimits) =>
  ({
    // Rows as arrays: a sheet of 70,000 rows has a million cells, and as many names of cells would be kept besides.
    dense: true,
    cellFormula: false,
    cellHTML: false,
    cellNF: true,
    cellText: true,
    sheetRows: rows + HEAD_ROWS + 1,
  }) as const;
const DAMAGED = '文件已损坏或不是工作簿，打不开。请用 WPS 或 Excel 打开后另存为 xlsx，再读入。';

function sheetsOf(open: () => XLSX.WorkBook, limits: WorkbookLimits): Result<GridSheet[], string> {
  let book: XLSX.WorkBook;
  try {
    book = open();
  } catch (error) {
    const isLocked = error instanceof Error && /password|encrypt/i.test(error.message);
    return err(isLocked ? '文件设有打开密码，请去掉密码后再读入。' : DAMAGED);
  }
  const date1904 = book.Workbook?.WBProps?.date1904 === true;
  const sheets: GridSheet[] = [];
  for (const [i, name] of book.SheetNames.slice(0, limits.sheets).entries()) {
    const sheet = book.Sheets[name];
    if (sheet === undefined) continue;
    const rows = rowsOf(sheet, date1904, limits);
    // What was turned into rows is let go at once.
    delete book.Sheets[name];
    if (rows === null) return err(tooMany(limits));
    sheets.push({
      name: name.slice(0, 100),
      hidden: (book.Workbook?.Sheets?.[i]?.Hidden ?? 0) !== 0,
      rows,
    });
  }
  return ok(sheets);
}

/** Null where there are more rows than may be. */
function rowsOf(sheet: XLSX.WorkSheet, date1904: boolean, limits: WorkbookLimits): GridCell[][] | null {
  const rows: GridCell[][] = [];
  const most = limits.rows + HEAD_ROWS;
  for (const cells of sheet['!data'] ?? []) {
    const row: GridCell[] = [];
    // Rows and cells that nothing stands in are holes.
    for (let c = 0; c < Math.min(cells?.length ?? 0, limits.columns); c++)
      row.push(cellOf(cells?.[c], date1904, limits));
    while (row.length > 0 && row.at(-1) === null) row.pop();
    rows.push(row);
  }
  while (rows.length > 0 && rows.at(-1)?.length === 0) rows.pop();
  return rows.length > most ? null : rows;
}

function cellOf(cell: XLSX.CellObject | undefined, date1904: boolean, limits: WorkbookLimits): GridCell {
  if (cell === undefined || cell.v === undefined || cell.v === null) return null;
  const cut = (text: string): string | null => (text.trim() === '' ? null : text.slice(0, limits.cell));
  if (cell.t === 'n' && typeof cell.v === 'number') {
    const day = XLSX.SSF.is_date(String(cell.z ?? 'General')) ? dayOf(cell.v, date1904) : null;
    return day === null ? { n: cell.v, shown: (cell.w ?? String(cell.v)).trim() } : { day };
  }
  if (cell.t === 'b') return cell.v === true ? '是' : '否';
  return cut(cell.t === 'e' ? (cell.w ?? '#错误') : String(cell.v));
}

function dayOf(serial: number, date1904: boolean): string | null {
  const parts = XLSX.SSF.parse_date_code(serial, { date1904 });
  if (!parts || parts.y < 1850 || parts.y > 2199 || parts.d < 1) return null;
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${parts.y}-${two(parts.m)}-${two(parts.d)}`;
}
