import type { CheckedClaim, Claim, CoveredClaim } from './claim';
import { CLERK } from './clerk';
import { DELIVERY } from './delivery';
import { MIRROR } from './mirror';
import { OPERATIONS } from './operations';
import { SAGAS } from './sagas';

const COVERED: readonly CoveredClaim[] = [
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
];

/** Every invariant of the plan, I1 to I34, in order. */
export const CLAIMS: readonly Claim[] = [
  ...OPERATIONS,
  ...SAGAS,
  ...DELIVERY,
  ...MIRROR,
  ...CLERK,
  ...COVERED,
].sort((a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1)));

export const CHECKED: readonly CheckedClaim[] = CLAIMS.filter((claim) => claim.kind === 'checked');
