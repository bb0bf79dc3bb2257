import type { Elsewhere } from '../kinds/kind';
import type { Evidence } from '../world/evidence';

interface Named {
  /** I1 to I34. */
  readonly id: string;
  readonly claim: string;
}

/** An invariant that is checked after each run; some of it after each step (`world/witness.ts`). */
export interface CheckedClaim extends Named {
  readonly kind: 'checked';
  /** Also looked at after each step. */
  readonly eachStep?: true;
  /** What is wrong, one sentence each. */
  check(evidence: Evidence): string[];
}

/** An invariant of another layer, proven by another test. */
export interface CoveredClaim extends Named {
  readonly kind: 'covered';
  readonly why: string;
  readonly by: readonly Elsewhere[];
}

/** An invariant of something the product does not have yet. */
export interface PendingClaim extends Named {
  readonly kind: 'pending';
  readonly waitsFor: string;
}

export type Claim = CheckedClaim | CoveredClaim | PendingClaim;
