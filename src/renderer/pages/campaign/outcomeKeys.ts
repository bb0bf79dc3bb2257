import type { RosterOutcome } from '#shared/campaign/doorReport';
import { ROSTER_OUTCOMES } from '#shared/roster';

/** One key an outcome, in the order of the paper, all of them on the number pad; `KeyboardEvent.key`. */
const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '-', '+'] as const;

export const OUTCOME_KEYS: readonly { readonly key: string; readonly outcome: RosterOutcome }[] =
  ROSTER_OUTCOMES.map((outcome, n) => ({ key: KEYS[n] ?? '', outcome }));

/** `=` is where `+` stands without Shift. */
export const outcomeOfKey = (key: string): RosterOutcome | null =>
  OUTCOME_KEYS.find((one) => one.key === (key === '=' ? '+' : key))?.outcome ?? null;
