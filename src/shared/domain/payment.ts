import { z } from 'zod';
import { CivilDate } from './civilDate';
import { Scheme } from './enrolment';
import { Fen } from './money';

/** 缴费状态: DUE 应缴, PAID 实缴, BROKEN 中断缴费; Jilin procedure art. 9. */
export const PayState = z.enum(['DUE', 'PAID', 'BROKEN']);
export type PayState = z.infer<typeof PayState>;

/** Fee period (费款所属期): `YYYY` for a resident year, `YYYY-MM` for an employee month. */
export const FeePeriod = z
  .string()
  .regex(/^\d{4}(-(0[1-9]|1[0-2]))?$/, { message: '费款所属期应为 YYYY（居民年度）或 YYYY-MM（职工月份）' });
export type FeePeriod = z.infer<typeof FeePeriod>;

/** The assessment and payment of one fee period. `PAID` and `paidOn` come only from the tax feedback (税务回传), R-GEN-07. */
export const Payment = z.strictObject({
  scheme: Scheme,
  period: FeePeriod,
  /** For employees the pay periods of a run of months are one row each only where they differ; `until` ends the run. */
  until: FeePeriod.nullable(),
  state: PayState,
  /** What the person owes (个人缴费), after assistance. */
  personFen: Fen,
  /** What is assisted (资助参保). */
  assistFen: Fen,
  paidOn: CivilDate.nullable(),
  /** 电子税票号; null until paid. */
  voucherNo: z.string().max(30).nullable(),
});
export type Payment = z.infer<typeof Payment>;
