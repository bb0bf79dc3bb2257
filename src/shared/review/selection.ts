import type { OperationDraft, OpId } from '../domain/operation';
import { sha256Hex } from '../json';
import type { ReviewPolicy } from './policy';
import { weightOf } from './weight';

const OUT_OF = 1000;
const HEX_DIGITS = 12;

/**
 * The place of an operation in the draw, 0 to 999, spread evenly over ids. Everybody who knows the id computes the same, so that
 * desk, platform and auditor agree, and raising the rate only adds to what was drawn before.
 */
export const drawOf = (opId: OpId): number =>
  Number.parseInt(sha256Hex(`canbao-recheck-v1\n${opId}`).slice(0, HEX_DIGITS), 16) % OUT_OF;

/** Whether the policy wants a second clerk to look at this operation, and why; null where it does not. */
export function reviewCause(
  policy: ReviewPolicy | null | undefined,
  operation: OperationDraft,
): 'matter' | 'sample' | null {
  if (policy === null || policy === undefined) return null;
  if (policy.always.includes(operation.matter)) return 'matter';
  const rate = Math.min(OUT_OF, policy.samplePermille * weightOf(operation));
  return drawOf(operation.opId) < rate ? 'sample' : null;
}
