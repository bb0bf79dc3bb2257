import { checkPhone } from '../codes/phone';
import { type CivilDate, monthOf } from '../domain/civilDate';
import { type CellRead, readDay, readNumberText, readText, type WrittenDay } from './cells';
import type { ColumnKey } from './columns';
import type { GridCell } from './grid';
import type { DataRow, ReadSheet } from './sheet';

/** Why a row is not taken: the column whose cell is wrong (null: the row as a whole), and what to do. */
export interface Fault {
  readonly column: ColumnKey | null;
  readonly text: string;
}

/** Reads one row's cells; every cell that is not right is a fault of its own, so that a row is corrected in one go. */
export class RowReader {
  readonly faults: Fault[] = [];
  constructor(
    private readonly sheet: ReadSheet,
    private readonly row: DataRow,
  ) {}

  cell(key: ColumnKey): GridCell | undefined {
    const at = this.sheet.at.get(key);
    return at === undefined ? undefined : this.row.cells[at];
  }
  has(key: ColumnKey): boolean {
    return this.sheet.at.has(key);
  }
  fault(column: ColumnKey | null, text: string): null {
    this.faults.push({ column, text });
    return null;
  }
  /** The value of a cell; null where it is empty or wrong. */
  take<T>(column: ColumnKey, read: CellRead<T>): T | null {
    return read.ok ? read.value : this.fault(column, read.error);
  }
  text(column: ColumnKey): string | null {
    return this.take(column, readText(this.cell(column)));
  }
  day(column: ColumnKey, label: string): WrittenDay | null {
    return this.take(column, readDay(this.cell(column), label));
  }
  /** A day that has to be there, to the day. */
  wholeDay(column: ColumnKey, label: string): CivilDate | null {
    const before = this.faults.length;
    const written = this.day(column, label);
    if (written === null)
      return this.faults.length > before ? null : this.fault(column, `没有填写${label}。`);
    return written.precision === 'day'
      ? written.date
      : this.fault(column, `${label}要写到哪一天，例如 ${monthOf(written.date)}-15。`);
  }
  /** A telephone number as it is stored. */
  phone(column: ColumnKey): string | null {
    const text = this.take(column, readNumberText(this.cell(column)));
    if (text === null) return null;
    const found = checkPhone(text);
    return found.ok ? found.normalised : this.fault(column, found.text);
  }
}

/** Whether two spellings are one name: width, blanks and the dots of long names do not matter. */
export const sameName = (a: string, b: string): boolean =>
  a.normalize('NFKC').replace(/[\s·•・.]/g, '') === b.normalize('NFKC').replace(/[\s·•・.]/g, '');
