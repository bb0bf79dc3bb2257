import { z } from 'zod';
import { canonicalJson, Json, Sha256Hex, sha256Hex } from '../json';
import { Agent } from './agent';
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
  /** What `bodyHashOf` gives. */
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
const DraftV3 = z.strictObject({ v: z.literal(3), ...draft, saga: SagaRef.nullable(), agent: Agent });

/**
 * What the window hands over to be accepted; the main process adds order, time and chain. Version 2 is what is made now, and
 * version 3 where somebody acts for the person, so that a platform that knows 2 alone goes on taking everything else; version 1
 * lies in older journals and is delivered as it is.
 */
export const OperationDraft = z.discriminatedUnion('v', [DraftV1, DraftV2, DraftV3]);
export type OperationDraft = z.infer<typeof OperationDraft>;
/** A draft as it is made now. */
export type NewDraft = z.infer<typeof DraftV2> | z.infer<typeof DraftV3>;

const accepted = {
  device: z.string().min(1).max(60),
  /** Gapless per device, from 1; the order of operations, never the clock. */
  seq: z.number().int().positive(),
};

/** An accepted operation (经办操作): immutable from here on. */
const OperationV2 = DraftV2.extend(accepted);
export const Operation = z.discriminatedUnion('v', [
  DraftV1.extend(accepted),
  OperationV2,
  DraftV3.extend(accepted),
]);
export type Operation = z.infer<typeof Operation>;
/** An operation as it is made now, by the person. */
export type NewOperation = z.infer<typeof OperationV2>;

/** The saga an operation belongs to; operations of version 1 belong to none. */
export const sagaOf = (operation: OperationDraft): SagaRef | null =>
  operation.v === 1 ? null : operation.saga;

/** Who acts for the person (代办人); operations before version 3 name nobody. */
export const agentOf = (operation: OperationDraft): Agent | null =>
  operation.v === 3 ? operation.agent : null;

/**
 * What an operation's `bodyHash` has to be: SHA-256 of the canonical JSON of `body`, and of the agent with it from version 3
 * on, so that the same id with somebody else acting is another operation.
 */
export const bodyHashOf = (operation: Pick<OperationDraft, 'body'> & { readonly agent?: Agent }): string =>
  sha256Hex(
    canonicalJson(
      operation.agent === undefined ? operation.body : { agent: operation.agent, body: operation.body },
    ),
  );
