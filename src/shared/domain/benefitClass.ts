import { z } from 'zod';
import { CivilDate } from './civilDate';

/** Why the class of an employee's benefits changes (R-CHG-02). */
export const CLASS_REASONS = {
  SPECIAL_IDENTITY: '特殊身份认定',
  RANK: '职级变动',
  POST: '职务变动',
} as const;

/** A class of benefits (待遇类别) from a day on; the one before it is kept, as the article asks. */
export const BenefitClass = z.strictObject({
  name: z.string().min(1).max(40),
  reason: z.enum(Object.keys(CLASS_REASONS) as [keyof typeof CLASS_REASONS]),
  from: CivilDate,
});
export type BenefitClass = z.infer<typeof BenefitClass>;
