import { z } from 'zod';
import { CivilDate } from './civilDate';
import { Fen } from './money';

/** Broken years that are paid for, so that the wait of an insured year is shorter (缴费修复, R-WAIT-07). */
export const WaitRepair = z.strictObject({
  /** The operation that asked for it. */
  id: z.string().min(1).max(40),
  /** Insured year whose wait is shortened. */
  year: z.number().int(),
  /** Broken years paid for. */
  years: z.number().int().positive(),
  /** What it costs besides the year's own fee; null: the fee is not known here. */
  costFen: Fen.nullable(),
  waitingLast: CivilDate.nullable(),
  benefitFrom: CivilDate.nullable(),
});
export type WaitRepair = z.infer<typeof WaitRepair>;
