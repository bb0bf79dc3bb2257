import { z } from 'zod';
import { CivilDate, CivilMonth } from './civilDate';
import { Fen } from './money';

/**
 * Months of work that were never registered, to be paid afterwards (职工补缴, R-EMP-19-2). The amounts are those of the whole order; the
 * months themselves become paid only by the tax office's feedback.
 */
export const Backpay = z.strictObject({
  /** The operation that asked for it. */
  id: z.string().min(1).max(40),
  empNo: z.string().min(1).max(30),
  hireDate: CivilDate,
  /** First and last month owed, and how many of those between are: some may be paid already. */
  first: CivilMonth,
  last: CivilMonth,
  months: z.number().int().positive(),
  /** Null: base or rate is not known here. */
  unitFen: Fen.nullable(),
  personFen: Fen.nullable(),
  lateFeeFen: Fen.nullable(),
  on: CivilDate,
});
export type Backpay = z.infer<typeof Backpay>;
