import { z } from 'zod';
import { CivilDate, CivilMonth } from './civilDate';
import { Fen } from './money';

/**
 * The monthly assessment (核定) of a unit: what it owes for one fee period, procedure art. 15 and 23. `PAID`, `paidOn` and
 * `voucherNo` come only from the tax feedback (税务回传), R-GEN-07.
 */
export const UnitAssessment = z.strictObject({
  period: CivilMonth,
  /** Employees it was assessed for. */
  staff: z.number().int().min(0).max(100_000),
  /** Sum of their monthly bases. */
  baseSumFen: Fen.min(0),
  /** 单位缴费部分, the part a late fee is charged on. */
  unitFen: Fen.min(0),
  /** 个人缴费部分, withheld from wages by the unit. */
  personFen: Fen.min(0),
  state: z.enum(['DUE', 'PAID']),
  /** Last day to pay without being late. */
  dueOn: CivilDate,
  assessedOn: CivilDate,
  paidOn: CivilDate.nullable(),
  voucherNo: z.string().max(30).nullable(),
});
export type UnitAssessment = z.infer<typeof UnitAssessment>;

/** What is owed for the period, without late fee. */
export const owedFen = ({ unitFen, personFen }: UnitAssessment): number => unitFen + personFen;
