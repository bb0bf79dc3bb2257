import type { MatterCode } from '../domain/matter';

/**
 * What a clerk most likely does next about a refusal: the form that mends it, done anew, given up, or a look at who has the same
 * number. A suggestion; the other ways stay open.
 */
export type NextStep =
  | { readonly kind: 'matter'; readonly matter: MatterCode }
  | { readonly kind: 'redo' }
  | { readonly kind: 'find' }
  | { readonly kind: 'drop' };

const matter = (code: MatterCode): NextStep => ({ kind: 'matter', matter: code });
const DROP: NextStep = { kind: 'drop' };

/** By the platform's reason code; what is not here is done anew. */
const STEPS: Readonly<Record<string, NextStep>> = {
  EMP_ACTIVE_NO_RES: matter('EMP_PAUSE'),
  EMP_ACTIVE: matter('EMP_PAUSE'),
  PERSON_DECEASED: matter('RES_TERMINATE'),
  NO_ACTIVE_RELATION: matter('RES_REGISTER'),
  NOTHING_TO_RESUME: matter('EMP_REGISTER'),
  REFUND_FIRST: matter('REFUND'),
  RELATION_NOT_ENDED: matter('EMP_PAUSE'),
  ALREADY_ESTABLISHED: DROP,
  NOTHING_TO_REPAIR: DROP,
  NO_OPEN_RELATION: DROP,
  RES_YEAR_REGISTERED: DROP,
  NOTHING_CHANGED: DROP,
  PERIOD_ALREADY_PAID: DROP,
  YEAR_OVER: DROP,
  UNEMPLOYMENT_FUND_CHANNEL: DROP,
  ID_DUPLICATE_PERSON: { kind: 'find' },
  RECORD_GONE: { kind: 'find' },
};

export const nextStepOf = (code: string | null): NextStep =>
  (code === null || !Object.hasOwn(STEPS, code) ? undefined : STEPS[code]) ?? { kind: 'redo' };
