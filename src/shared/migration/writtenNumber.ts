import { readNumberText } from '../batch/cells';
import { cellText, type GridCell } from '../batch/grid';
import { normaliseNumber } from '../codes/normalise';
import { checkOldResidentId, checkResidentId } from '../codes/residentId';
import { type CivilDate, isCivilDate } from '../domain/civilDate';

/** A citizen's number (公民身份号码) as an old table has it, and what can still be told from it. */
export type WrittenNumber =
  | { readonly kind: 'none' }
  /** Of 18 digits and right; `spelled` where it was not written in plain characters. */
  | { readonly kind: 'good'; readonly number: string; readonly spelled: boolean }
  /** Of 15 digits, as issued before 1999; `number` are the 18 of the same person. */
  | { readonly kind: 'old'; readonly number: string; readonly written: string }
  /** 18 characters of which the check character or a date cannot be: mistyped. */
  | { readonly kind: 'wrong'; readonly written: string; readonly text: string }
  /** Stored by a sheet as a number of 15 digits or shown as `4.4E+17`: the end is lost. `front`: the digits that are sure. */
  | { readonly kind: 'lost'; readonly written: string; readonly front: string }
  /** Something else. */
  | { readonly kind: 'bad'; readonly written: string; readonly text: string };

/** A double keeps this many decimal digits. */
const SURE_DIGITS = 15;

/** The digits that a cell which lost its end still tells; the last one shown may have been rounded. */
function frontOf(cell: GridCell | undefined, text: string): string {
  if (typeof cell === 'object' && cell !== null && 'n' in cell && cell.n >= 10 ** SURE_DIGITS)
    return cell.n.toExponential(SURE_DIGITS - 1).replace(/\.|e.*$/g, '');
  return (/^([\d.]+)e/i.exec(text.normalize('NFKC'))?.[1] ?? '').replace('.', '').slice(0, -1);
}

/** `on`: the day of handling, after which nobody is born. */
export function readWrittenNumber(cell: GridCell | undefined, on: CivilDate): WrittenNumber {
  const shown = cellText(cell);
  const isNumber = typeof cell === 'object' && cell !== null && 'n' in cell;
  // A number of 15 digits is whole, however the sheet shows it.
  const exact = isNumber && Number.isInteger(cell.n) && cell.n > 0 && cell.n < 10 ** SURE_DIGITS;
  const read = readNumberText(exact ? String(cell.n) : cell);
  if (!read.ok) return { kind: 'lost', written: shown, front: frontOf(cell, shown) };
  if (read.value === null) return { kind: 'none' };
  const written = read.value;
  const old = checkOldResidentId(written);
  if (old.ok) return { kind: 'old', number: old.upgraded, written: old.normalised };
  const found = checkResidentId(written, on);
  if (found.ok)
    return { kind: 'good', number: found.normalised, spelled: found.normalised !== written.trim() };
  const plain = normaliseNumber(written);
  return { kind: /^\d{17}[\dX]$/.test(plain) ? 'wrong' : 'bad', written: plain, text: found.text };
}

/** The number by which somebody is looked up; null where there is none. */
export const numberOf = (written: WrittenNumber): string | null =>
  written.kind === 'good' || written.kind === 'old' ? written.number : null;

/** The number as it stands in the table; empty where none does. */
export const writtenText = (written: WrittenNumber): string =>
  written.kind === 'none' ? '' : written.kind === 'good' ? written.number : written.written;

/** The birth date that a damaged number still tells; null where it tells none. */
export function birthIn(written: WrittenNumber): CivilDate | null {
  const digits =
    written.kind === 'lost'
      ? written.front
      : written.kind === 'good' || written.kind === 'old'
        ? written.number
        : written.kind === 'wrong'
          ? written.written
          : '';
  const date = `${digits.slice(6, 10)}-${digits.slice(10, 12)}-${digits.slice(12, 14)}`;
  return isCivilDate(date) ? date : null;
}
