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

/**
 * The saga (联办) an operation is a step of: one matter in several operations that are begun together and are whole only
 * together (SY20). `step` counts from 1.
 */
export const SagaRef = z
  .strictObject({ id: OpId, step: z.number().int().min(1).max(20), of: z.number().int().min(1).max(20) })
  .refine(({ step, of }) => step <= of, { path: ['step'] });
export type SagaRef = z.infer<typeof SagaRef>;

const draft = {
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
};
const DraftV1 = z.strictObject({ v: z.literal(1), ...draft });
const DraftV2 = z.strictObject({ v: z.literal(2), ...draft, saga: SagaRef.nullable() });

/**
 * What the window hands over to be accepted; the main process adds order, time and chain. Version 2 is what is made now;
 * version 1 lies in older journals and is delivered as it is.
 */
export const OperationDraft = z.discriminatedUnion('v', [DraftV1, DraftV2]);
export type OperationDraft = z.infer<typeof OperationDraft>;
/** A draft as it is made now. */
export type NewDraft = z.infer<typeof DraftV2>;

const accepted = {
  device: z.string().min(1).max(60),
  /** Gapless per device, from 1; the order of operations, never the clock. */
  seq: z.number().int().positive(),
};

/** An accepted operation (经办操作): immutable from here on. */
const OperationV2 = DraftV2.extend(accepted);
export const Operation = z.discriminatedUnion('v', [DraftV1.extend(accepted), OperationV2]);
export type Operation = z.infer<typeof Operation>;
/** An operation as it is made now. */
export type NewOperation = z.infer<typeof OperationV2>;

/** The saga an operation belongs to; operations of version 1 belong to none. */
export const sagaOf = (operation: OperationDraft): SagaRef | null =>
  operation.v === 2 ? operation.saga : null;
