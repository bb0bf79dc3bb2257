/** First step and cap of the back-off, ms (SY8). */
export const BACKOFF_FIRST_MS = 2_000;
export const BACKOFF_CAP_MS = 300_000;
/** Least delay, ms: however the dice fall, a fault that comes at once is not met at once again. */
const BACKOFF_LEAST_MS = 200;
/** Longest `Retry-After` that is obeyed as it stands. */
const RETRY_AFTER_CAP_MS = 3_600_000;
/** No wait is longer; one that seems to be was reckoned by a clock that has been set back since. */
export const LONGEST_WAIT_MS = RETRY_AFTER_CAP_MS + BACKOFF_FIRST_MS;

/**
 * Delay before the next attempt after `failures` failures in a row (1 or more): full jitter, drawn after the cap, so that
 * desks that failed together do not come back together. `random` is in [0, 1). `retryAfterMs` is a floor.
 */
export function backoffMs(failures: number, random: number, retryAfterMs: number | null = null): number {
  const ceiling = Math.min(BACKOFF_CAP_MS, BACKOFF_FIRST_MS * 2 ** Math.min(failures - 1, 30));
  const jittered = Math.max(BACKOFF_LEAST_MS, Math.floor(random * ceiling));
  if (retryAfterMs === null) return jittered;
  // The platform tells everybody the same floor: the jitter goes on top of it.
  return Math.min(retryAfterMs, RETRY_AFTER_CAP_MS) + Math.floor(random * BACKOFF_FIRST_MS);
}
