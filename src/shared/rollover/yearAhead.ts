import type { CivilDate } from '../domain/civilDate';
import type { Fen } from '../domain/money';
import { theBook } from '../rules/book';
import { dayFor } from '../rules/chapters/resident/window';

/** What the rule book says of an insured year at a place, before anybody is looked at. */
export interface YearAhead {
  readonly year: number;
  /** Null: no pack in force says. */
  readonly adultFen: Fen | null;
  readonly minorFen: Fen | null;
  readonly first: CivilDate | null;
  readonly last: CivilDate | null;
  readonly source: string;
  readonly synthetic: boolean;
}

export function yearAhead(year: number, region: string): YearAhead {
  const at = `${year}-01-01`;
  const found = (name: string) => theBook.table.find(name, region, at);
  const fen = (name: string): Fen | null => {
    const value = found(name)?.value;
    const text =
      value !== null && typeof value === 'object' ? (value as Record<string, unknown>)[String(year)] : value;
    return typeof text === 'string' ? Number(text.replace('.', '')) : null;
  };
  const day = (name: string): CivilDate | null => {
    const value = found(name)?.value;
    return value === undefined ? null : (dayFor(value, year) ?? null);
  };
  const adult = found('resident.fee.adult');
  return {
    year,
    adultFen: fen('resident.fee.adult'),
    minorFen: fen('resident.fee.studentOrMinor'),
    first: day('resident.window.start'),
    last: day('resident.window.end'),
    source: adult?.source ?? '',
    synthetic: adult?.status === 'synthetic',
  };
}
