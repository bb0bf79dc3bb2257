import { z } from 'zod';
import { CivilDate } from './civilDate';
import { Scheme } from './enrolment';
import { Fen } from './money';
import { FeePeriod } from './payment';

/** Why a fee is paid back, in a clerk's words; which of them count is decided by R-REF. */
export const REFUND_REASON_WORDS = {
  DEATH: '参保人死亡',
  DUPLICATE_PAYMENT: '重复缴费',
  JOINED_EMP: '已参加职工医保',
  OTHER_AREA_RES: '已在外地参加居民医保',
  FLEX_TO_UNIT: '灵活就业按年缴费后随单位参保',
  MOVED_UNIT: '换单位，该月已缴未开始',
  OTHER: '其他',
} as const;
export type RefundReason = keyof typeof REFUND_REASON_WORDS;
export const REFUND_REASON_CODES = Object.keys(REFUND_REASON_WORDS) as [RefundReason, ...RefundReason[]];

/**
 * A refund (退费) that was asked for and granted. The money itself goes back through the tax office by the way it came (R-GEN-07), and
 * only its feedback changes the payment.
 */
export const Refund = z.strictObject({
  /** The operation that asked for it. */
  id: z.string().min(1).max(40),
  scheme: Scheme,
  /** First fee period that is paid back. */
  period: FeePeriod,
  reason: z.enum(REFUND_REASON_CODES),
  applicant: z.enum(['SELF', 'HEIR', 'UNIT', 'AGENT']),
  /** To the person, to the assisting fund, to the unit; null: not known here, the tax office knows. */
  personFen: Fen.nullable(),
  assistFen: Fen.nullable(),
  unitFen: Fen.nullable(),
  requestedOn: CivilDate,
  state: z.enum(['REQUESTED', 'PAID']),
});
export type Refund = z.infer<typeof Refund>;
