import { TABLES, type TableName } from '../codes/tables/index';
import { isCivilDate } from '../domain/civilDate';
import { yuanToFen } from '../domain/money';
import { err, ok, type Result } from '../result';
import { cellText, type GridCell } from './grid';

/** What a cell says, or a sentence for the clerk; null where it is empty. */
export type CellRead<T> = Result<T | null, string>;

const none: CellRead<never> = ok(null);
const EXPONENT = /^\d(\.\d+)?e\+?\d{2}$/i;

export function readText(cell: GridCell | undefined): CellRead<string> {
  const text = cellText(cell);
  return text === '' ? none : ok(text);
}

/**
 * A certificate number. A sheet keeps 15 digits of a number and shows long ones as `4.4E+17`: such a cell has lost its end and
 * is refused, because nobody can tell what it was.
 */
export function readNumberText(cell: GridCell | undefined): CellRead<string> {
  const text = cellText(cell).replace(/^['’`]/, '');
  if (text === '') return none;
  const isNumber = typeof cell === 'object' && cell !== null && 'n' in cell;
  const digits = isNumber ? wholeDigits(cell.n) : '';
  if (EXPONENT.test(text.normalize('NFKC')) || digits.length > 15)
    return err(
      `证件号码被表格当成数字存成了 ${text}，后几位已经丢失。请把这一列设为“文本”格式，按证件重新录入。`,
    );
  return ok(isNumber ? digits : text);
}

/** A number without exponent or fraction; a fraction is no certificate number, and is shown as it is. */
const wholeDigits = (n: number): string =>
  Number.isInteger(n) && Math.abs(n) < 1e21 ? BigInt(n).toString() : String(n);

/** A day, or only a month, or only a year, as far as the cell says. */
export interface WrittenDay {
  readonly date: string;
  readonly precision: 'day' | 'month' | 'year';
}

const DAY_ZERO = Date.UTC(1899, 11, 30);
const FORMS: readonly RegExp[] = [
  /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: ?\d{1,2}:\d{2}(?::\d{2})?)?$/,
  /^(\d{4})(\d{2})(\d{2})$/,
  /^(\d{4})[-/.年](\d{1,2})月?$/,
  /^(\d{4})(\d{2})$/,
  /^(\d{4})年?$/,
];

/** A date as text in the usual spellings, as `yyyymmdd` or `yyyymm`, as a date cell, or as a sheet's serial number. */
export function readDay(cell: GridCell | undefined, label: string): CellRead<WrittenDay> {
  const text = cellText(cell).normalize('NFKC').replace(/\s+/g, ' ');
  if (text === '') return none;
  const wrong = err(`${label}“${text.slice(0, 30)}”不是一个日期，请写成 2026-11-02 或 202611 的样子。`);
  for (const form of FORMS) {
    const found = form.exec(text);
    if (!found) continue;
    const [, year = '', month, day] = found;
    const date = `${year}-${(month ?? '1').padStart(2, '0')}-${(day ?? '1').padStart(2, '0')}`;
    if (!isCivilDate(date) || year < '1850' || year > '2199')
      return err(`${label} ${text.slice(0, 30)} 在日历上不存在，请核对。`);
    return ok({ date, precision: day !== undefined ? 'day' : month !== undefined ? 'month' : 'year' });
  }
  // From 1927 to 2173; smaller numbers are something else.
  if (/^\d{5}(\.\d+)?$/.test(text)) {
    const date = new Date(DAY_ZERO + Math.floor(Number(text)) * 86_400_000).toISOString().slice(0, 10);
    return ok({ date, precision: 'day' });
  }
  return wrong;
}

/** An amount in yuan as whole fen. */
export function readMoney(cell: GridCell | undefined, label: string): CellRead<number> {
  const text = cellText(cell);
  if (text === '') return none;
  if (typeof cell === 'object' && cell !== null && 'n' in cell) {
    const fen = Math.round(cell.n * 100);
    if (!Number.isFinite(cell.n) || cell.n < 0 || fen > 1e11)
      return err(`${label} ${text.slice(0, 30)} 不是合理的金额，请核对。`);
    return ok(fen);
  }
  const fen = yuanToFen(text);
  return fen === null
    ? err(`${label}“${text.slice(0, 30)}”不是金额，请填写数字，单位元，最多两位小数。`)
    : ok(fen);
}

export function readSex(cell: GridCell | undefined): CellRead<'1' | '2'> {
  const text = cellText(cell).normalize('NFKC');
  if (text === '') return none;
  if (/^(1|男)/.test(text)) return ok('1');
  return /^(2|女)/.test(text) ? ok('2') : err(`性别“${text.slice(0, 20)}”看不懂，请填写男或女。`);
}

/** A code by itself or by its name, e.g. `01`, `1`, `汉族`, `汉`. */
export function readCode(cell: GridCell | undefined, table: TableName, label: string): CellRead<string> {
  const text = cellText(cell).normalize('NFKC');
  if (text === '') return none;
  const rows = TABLES[table] as readonly (readonly [string, string, ...unknown[]])[];
  const padded = /^\d$/.test(text) ? `0${text}` : text;
  const found =
    rows.find(([code, name]) => code === padded || name === text) ??
    rows.find(([, name]) => text.length >= 2 && name.includes(text)) ??
    rows.find(([, name]) => name.startsWith(text));
  return found ? ok(found[0]) : err(`${label}“${text.slice(0, 20)}”不在代码表里，请核对。`);
}

/** √, 是, 1 and what else is used for a tick. */
export const isTicked = (cell: GridCell | undefined): boolean =>
  /^(√|✓|✔|☑|■|v|y|yes|是|有|1|参加|参保)$/iu.test(cellText(cell).normalize('NFKC'));
