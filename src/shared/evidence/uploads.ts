import { z } from 'zod';
import { OpId } from '../domain/operation';
import { Sha256Hex } from '../json';

/** Why the platform does not take a picture. */
export const EVIDENCE_REFUSALS = ['UNKNOWN_OPERATION', 'NOT_APPLIED', 'HASH', 'PICTURE', 'TOO_MANY'] as const;

/** The platform's word on one picture. `waiting`: its operation is not decided yet. */
export const EvidenceWord = z.strictObject({
  outcome: z.enum(['stored', 'refused', 'waiting']),
  /** With `refused`. */
  code: z.enum(EVIDENCE_REFUSALS).nullable(),
  text: z.string().min(1).max(500).nullable(),
});
export type EvidenceWord = z.infer<typeof EvidenceWord>;

/** Where one picture of an operation is on its way to the platform. */
export const EvidenceState = z.enum([
  /** Its operation is not applied yet: a picture never goes before it. */
  'behind',
  'waiting',
  'sending',
  'stored',
  'refused',
  /** The file is gone or altered: told, and nothing is sent in its place. */
  'lost',
  /** Its operation was taken back, given up or not applied for good. */
  'idle',
]);
export type EvidenceState = z.infer<typeof EvidenceState>;

/** One picture of an operation and where it is, as the window asks for it. */
export const EvidenceStanding = z.strictObject({
  opId: OpId,
  sha256: Sha256Hex,
  state: EvidenceState,
  /** What the platform or the disk said; null where there is nothing to say. */
  text: z.string().nullable(),
});
export type EvidenceStanding = z.infer<typeof EvidenceStanding>;

/** All of this desk, as counts. */
export const EvidenceStatus = z.strictObject({
  /** Will go, now or behind their operations. */
  waiting: z.number().int().nonnegative(),
  stored: z.number().int().nonnegative(),
  refused: z.number().int().nonnegative(),
  lost: z.number().int().nonnegative(),
  /** What the last attempt met, in a clerk's words; null while all is well. */
  trouble: z.string().nullable(),
});
export type EvidenceStatus = z.infer<typeof EvidenceStatus>;

/** What becomes of an operation, as far as its pictures go. */
export type OperationFate = 'open' | 'applied' | 'ended';

/** What is known of one picture beside its operation. */
export interface PictureFacts {
  readonly word: EvidenceWord | null;
  readonly lost: string | null;
  readonly sending: boolean;
}

/** Where a picture is, of what is known of it and of its operation. */
export function evidenceState(fate: OperationFate, { word, lost, sending }: PictureFacts): EvidenceState {
  if (word?.outcome === 'stored') return 'stored';
  if (word?.outcome === 'refused') return 'refused';
  if (lost !== null) return 'lost';
  if (fate === 'ended') return 'idle';
  if (fate === 'open') return 'behind';
  return sending ? 'sending' : 'waiting';
}
