import type { CheckedClaim, Claim, CoveredClaim, PendingClaim } from './claim';
import { CLERK } from './clerk';
import { DELIVERY } from './delivery';
import { MIRROR } from './mirror';
import { OPERATIONS } from './operations';

const COVERED: readonly CoveredClaim[] = [
  {
    id: 'I22',
    kind: 'covered',
    claim: 'an operation made under one policy pack is never decided anew on the desk under another',
    why: 'the desk decides when a draft is accepted and nowhere else; the platform’s new decision is a pure function',
    by: [{ file: 'src/shared/matters/arrival.test.ts', title: '[MA52]' }],
  },
];

const PENDING: readonly PendingClaim[] = [
  {
    id: 'I18',
    kind: 'pending',
    claim: 'receipt never removes more people than a limit without consent',
    waitsFor: 'a guard in the receiver',
  },
  {
    id: 'I23',
    kind: 'pending',
    claim: 'an upgrade or a refused downgrade leaves the set of waiting operations as it was',
    waitsFor: 'SY14',
  },
  { id: 'I24', kind: 'pending', claim: 'an atomic group is applied whole or not at all', waitsFor: 'SY20' },
  { id: 'I32', kind: 'pending', claim: 'no partial saga is unseen', waitsFor: 'SY20' },
];

/** Every invariant of the plan, I1 to I34, in order. */
export const CLAIMS: readonly Claim[] = [
  ...OPERATIONS,
  ...DELIVERY,
  ...MIRROR,
  ...CLERK,
  ...COVERED,
  ...PENDING,
].sort((a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1)));

export const CHECKED: readonly CheckedClaim[] = CLAIMS.filter((claim) => claim.kind === 'checked');
