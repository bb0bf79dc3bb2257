import type { CheckedClaim, Claim, CoveredClaim } from './claim';
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
  {
    id: 'I23',
    kind: 'covered',
    claim: 'an upgrade or a refused downgrade leaves the set of waiting operations as it was',
    why: 'it takes the program as version 0.1.0 left its store',
    by: [
      { file: 'test/month/month.spec.ts', title: '[WD11]' },
      { file: 'src/main/journal/olderJournal.test.ts', title: '[JR20] [JR22]' },
    ],
  },
  {
    id: 'I24',
    kind: 'covered',
    claim: 'an atomic group is accepted whole or not at all, and goes on as a whole',
    why: 'no clerk of the simulation makes sagas yet',
    by: [{ file: 'src/main/journal/saga.test.ts', title: '[SG10]' }],
  },
  {
    id: 'I32',
    kind: 'covered',
    claim: 'no partial saga is unseen',
    why: 'no clerk of the simulation makes sagas yet',
    by: [{ file: 'src/shared/sync/saga.test.ts', title: '[SG3]' }],
  },
];

/** Every invariant of the plan, I1 to I34, in order. */
export const CLAIMS: readonly Claim[] = [...OPERATIONS, ...DELIVERY, ...MIRROR, ...CLERK, ...COVERED].sort(
  (a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1)),
);

export const CHECKED: readonly CheckedClaim[] = CLAIMS.filter((claim) => claim.kind === 'checked');
