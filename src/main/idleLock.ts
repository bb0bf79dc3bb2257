/** How often it is looked whether somebody is still there. */
const LOOK_EVERY_MS = 5_000;

export interface IdleLockOptions {
  readonly minutes: number;
  /** Milliseconds of a clock that nobody can set. */
  readonly ticks: () => number;
  /** Nobody has pressed a key or moved the pointer for that long. */
  readonly onIdle: () => void;
  readonly every?: (ms: number, work: () => void) => () => void;
}

export interface IdleLock {
  /** Somebody is there. */
  awake(): void;
  stop(): void;
}

const everySystem = (ms: number, work: () => void) => {
  const timer = setInterval(work, ms);
  return () => clearInterval(timer);
};

/**
 * Tells when the desk was left alone (离席). What counts is what is done in the desk's own window: somebody who works in another
 * program is not looking at the people on the screen either.
 */
export function idleLock({ minutes, ticks, onIdle, every = everySystem }: IdleLockOptions): IdleLock {
  let since = ticks();
  const stop = every(LOOK_EVERY_MS, () => {
    if (ticks() - since < minutes * 60_000) return;
    since = ticks();
    onIdle();
  });
  return {
    awake: () => {
      since = ticks();
    },
    stop,
  };
}
