import type { CivilDate } from '#shared/domain/civilDate';

/** The platform's clock: Asia/Shanghai, never running backwards, its day fixed where the sample's dates must hold. */
export interface PlatformClock {
  /** Now as ISO 8601 with `+08:00`; never earlier than what it said before. */
  now(): string;
  today(): CivilDate;
}

const OFFSET_MS = 8 * 3_600_000;
const shanghai = (ms: number): string => new Date(ms + OFFSET_MS).toISOString().replace('Z', '+08:00');

/**
 * `fixedDay` keeps the date and lets the time of day run on. `notBefore` is the last time the platform wrote down: a
 * restart does not take the clock back behind it.
 */
export function platformClock(options: {
  fixedDay: CivilDate | null;
  notBefore: string | null;
}): PlatformClock {
  let last = options.notBefore ?? '';
  const read = (): string => {
    const wall = shanghai(Date.now());
    const at = options.fixedDay === null ? wall : `${options.fixedDay}${wall.slice(10)}`;
    if (at > last) last = at;
    return last;
  };
  return { now: read, today: () => options.fixedDay ?? read().slice(0, 10) };
}
