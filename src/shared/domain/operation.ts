import { z } from 'zod';
import { Json, Sha256Hex } from '../json';
import { CivilDate } from './civilDate';
import { MatterCode } from './matter';
import { Subject } from './record';

/** ULID, made once before the form closes: the idempotency key for ever. */
export const OpId = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/);
export type OpId = z.infer<typeof OpId>;

/**
 * What the clerk saw of one record when the operation was decided: its version and the values of the fields the operation
 * reads or writes (SY7). Version 0: the record did not exist.
 */
export const Base = z.strictObject({
  subject: Subject,
  version: z.number().int().nonnegative(),
  fields: z.record(z.string(), Json),
});
export type Base = z.infer<typeof Base>;

/** The desk's forecast as it was shown, short enough to keep for ever. The full answer can be computed again from the book. */
export const ForecastRef = z.strictObject({
  decision: z.enum(['ALLOW', 'ALLOW_WARN']),
  rules: z.array(z.string()).max(60),
  book: z.string().min(1).max(100),
  /** How old the facts were: the mirror's last word from the platform. */
  asOf: z.string().min(1).max(40),
  /** The clerk's typed reason where the decision warned. */
  warnReason: z.string().max(500).nullable(),
});
export type ForecastRef = z.infer<typeof ForecastRef>;

/** What the window hands over to be accepted; the main process adds order, time and chain. */
export const OperationDraft = z.strictObject({
  v: z.literal(1),
  opId: OpId,
  matter: MatterCode,
  subjects: z.array(Subject).min(1).max(10),
  base: z.array(Base).max(10),
  /** The matter's own body; its schema is in `src/shared/matters`. */
  body: z.record(z.string(), Json),
  /** SHA-256 of the canonical JSON of `body`. */
  bodyHash: Sha256Hex,
  forecast: ForecastRef,
  /** Business day (办理日期) chosen by the clerk. */
  day: CivilDate,
  clerk: z.string().min(1).max(40),
  /** The refused or conflicting operation that this one replaces. */
  supersedes: OpId.nullable(),
});
export type OperationDraft = z.infer<typeof OperationDraft>;

/** An accepted operation (经办操作): immutable from here on. */
export const Operation = OperationDraft.extend({
  device: z.string().min(1).max(60),
  /** Gapless per device, from 1; the order of operations, never the clock. */
  seq: z.number().int().positive(),
});
export type Operation = z.infer<typeof Operation>;
