import { z } from 'zod';
import { OpId } from '../domain/operation';
import { PlatformRecord, Subject } from '../domain/record';
import { Json, Sha256Hex } from '../json';
import { REVIEW_CAUSES } from '../review/cause';
import { Reason } from '../rules/answer';

/** One field that two sides changed: what both saw, what the desk wants, what the platform holds. */
export const FieldConflict = z.strictObject({
  subject: Subject,
  field: z.string(),
  base: Json,
  desk: Json,
  platform: Json,
  /** Who gave this very field the platform's value, and when; absent where the platform knows of the record as a whole only. */
  changedBy: z.string().optional(),
  changedAt: z.string().optional(),
});
export type FieldConflict = z.infer<typeof FieldConflict>;

/** Every verdict echoes the operation's id and body hash (SY1); anything else is not a verdict. */
const echo = { opId: OpId, bodyHash: Sha256Hex, at: z.string().min(1).max(40) };

export const Applied = z.strictObject({
  ...echo,
  outcome: z.literal('applied'),
  /** Platform receipt number (平台回执号). */
  receipt: z.string().min(1).max(60),
  /** New version of each record the operation wrote, by record key. */
  versions: z.record(z.string(), z.number().int().positive()),
  /** Placeholder person id → psn_no the platform gave. */
  assigned: z.record(z.string(), z.string()),
  /** The record had moved on, but neither the decision nor a touched field differed (SY7). */
  parallel: z.boolean(),
});
export const Refused = z.strictObject({
  ...echo,
  outcome: z.literal('refused'),
  reasons: z.array(Reason).min(1),
  /** The record as the platform holds it, so that the clerk sees the fact that decided. */
  current: z.array(PlatformRecord),
});
export const Conflict = z.strictObject({
  ...echo,
  outcome: z.literal('conflict'),
  why: z.enum(['FIELDS_CHANGED', 'DECISION_CHANGED', 'RECORD_GONE', 'OUT_OF_SCOPE']),
  text: z.string(),
  fields: z.array(FieldConflict),
  changedBy: z.string().nullable(),
  changedAt: z.string().nullable(),
  current: z.array(PlatformRecord),
});
/** The body is not one the platform can process; the operation is set aside, never deleted (SY6). */
export const Invalid = z.strictObject({ ...echo, outcome: z.literal('invalid'), text: z.string() });
/** Same id with another body: nothing was applied (SY2). */
export const IdReused = z.strictObject({ ...echo, outcome: z.literal('id-reused'), text: z.string() });
/** Not decided yet: an earlier operation of one of its lanes failed; stays queued on the desk. */
export const Waiting = z.strictObject({ ...echo, outcome: z.literal('waiting'), for: OpId });

/**
 * Not decided yet: the policy wants a second clerk's re-check (复核) and the operation came without one. The platform keeps it
 * for another desk's reviewer; it is asked after with the operation itself.
 */
export const WaitingReview = z.strictObject({
  ...echo,
  outcome: z.literal('waiting-review'),
  cause: z.enum(REVIEW_CAUSES),
});

export const Verdict = z.discriminatedUnion('outcome', [
  Applied,
  Refused,
  Conflict,
  Invalid,
  IdReused,
  Waiting,
  WaitingReview,
]);
export type Verdict = z.infer<typeof Verdict>;
