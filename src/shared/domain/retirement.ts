import { z } from 'zod';
import { CivilDate } from './civilDate';
import { Fen } from './money';

/** 医保退休 as it was applied for, decided and, once the months are there, done (R-LUMP-01 to 04). */
export const Retirement = z.strictObject({
  appliedOn: CivilDate,
  /** First day as a retiree; null: months are missing, and neither a lump sum nor another way has been settled. */
  from: CivilDate.nullable(),
  /** Months of contribution as they were counted or certified; null: not counted. */
  months: z.number().int().nonnegative().nullable(),
  requiredMonths: z.number().int().nonnegative().nullable(),
  /** The one-off payment for the missing months (一次性趸缴), and what of it goes to the account; null: none. */
  lumpFen: Fen.nullable(),
  creditFen: Fen.nullable(),
  /** Chosen instead of a lump sum: `FLEX` 灵活就业, `RES` 居民. */
  instead: z.enum(['FLEX', 'RES']).nullable(),
});
export type Retirement = z.infer<typeof Retirement>;
