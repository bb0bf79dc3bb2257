import type { Check } from '../suite';
import { AUDIT } from './audit';
import { BAGS } from './bags';
import { BOOK } from './book';
import { BUSY } from './busy';
import { CHAIN } from './chain';
import { DOOR } from './door';
import { ENVELOPES } from './envelopes';
import { EVIDENCE } from './evidence';
import { LANES } from './lanes';
import { RECEIPT } from './receipt';
import { SCOPE } from './scope';
import { STALE } from './stale';
import { VERDICTS } from './verdicts';

/** Every check in the order it is made; what is seen along the way is judged at the end. */
export const CHECKS: readonly Check[] = [
  ...DOOR,
  ...VERDICTS,
  ...LANES,
  ...STALE,
  ...RECEIPT,
  ...SCOPE,
  ...BOOK,
  ...CHAIN,
  ...BAGS,
  ...ENVELOPES,
  ...EVIDENCE,
  ...AUDIT,
  ...BUSY,
];
