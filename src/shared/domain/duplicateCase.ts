import { z } from 'zod';
import { CivilDate } from './civilDate';
import { Scheme } from './enrolment';
import { Fen } from './money';
import { RegionCode } from './region';

/** A relation that gives way where somebody is insured twice. */
export const EndedRelation = z.strictObject({
  scheme: Scheme,
  region: RegionCode,
  how: z.enum(['TERMINATE', 'PAUSE']),
  on: CivilDate,
});

/** What was decided about insurance at two places or in two schemes (重复参保), with what is to be reported (R-DUP, R-SUB). */
export const DuplicateCase = z.strictObject({
  /** The operation that decided it. */
  id: z.string().min(1).max(40),
  on: CivilDate,
  /** Those that are not kept; those of other regions are to be ended there. */
  ended: z.array(EndedRelation).max(40),
  /** Fiscal subsidy to be deducted for the doubled years; null: none, or the amount is not known here. */
  subsidyFen: Fen.nullable(),
  subsidyReported: z.boolean(),
});
export type DuplicateCase = z.infer<typeof DuplicateCase>;
