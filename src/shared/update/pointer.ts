import { z } from 'zod';
import { isOlder, ProgramVersion } from './version';

/** How often a new version is started that has not yet opened the desk. */
export const MOST_TRIES = 3;

/** A version that was given up, for the clerk to read once. */
export const Returned = z.strictObject({
  version: ProgramVersion,
  /** What runs in its place; null: the program that was installed. */
  to: ProgramVersion.nullable(),
  why: z.enum(['did-not-open', 'altered']),
  at: z.iso.datetime({ offset: true }),
});
export type Returned = z.infer<typeof Returned>;

/**
 * Which version is to run (`pointer.json`): the contract between all programs of a desk, the one that was installed years ago too, so its
 * form never changes. It is believed only as far as the named version's own signature and hashes bear it out.
 */
export const Pointer = z.strictObject({
  format: z.literal(1),
  /** Null: the program that was installed. */
  current: ProgramVersion.nullable(),
  /** Opened the desk once; until then it is on probation. */
  healthy: z.boolean(),
  /** Starts on probation. */
  tries: z.number().int().nonnegative().max(100),
  /** What runs where the current one does not; null: the program that was installed. */
  before: ProgramVersion.nullable(),
  returned: Returned.nullable(),
});
export type Pointer = z.infer<typeof Pointer>;

export const NO_UPDATE: Pointer = {
  format: 1,
  current: null,
  healthy: true,
  tries: 0,
  before: null,
  returned: null,
};

export type Step =
  /** This program is the one to run. */
  | { readonly do: 'run' }
  /** Another one is; `watched`: it is on probation, and this start was counted in `next`. */
  | { readonly do: 'start'; readonly version: ProgramVersion; readonly watched: boolean }
  /** The one on probation was started often enough. */
  | { readonly do: 'return' };

/**
 * What the program of version `mine` does when it is started by hand. Practice (练习) is no proof of a version and costs it no
 * try.
 */
export function nextStep(pointer: Pointer, mine: ProgramVersion, practice: boolean): Step {
  const { current, healthy, tries } = pointer;
  // Somebody installed this program over what the pointer knows.
  if (current === null || !isOlder(mine, current)) return { do: 'run' };
  if (healthy) return { do: 'start', version: current, watched: false };
  if (practice) return { do: 'run' };
  return tries >= MOST_TRIES ? { do: 'return' } : { do: 'start', version: current, watched: true };
}

/** A new version is to be tried from the next start on. */
export const switched = (version: ProgramVersion, before: ProgramVersion | null): Pointer => ({
  format: 1,
  current: version,
  healthy: false,
  tries: 0,
  before,
  returned: null,
});

export const tried = (pointer: Pointer): Pointer => ({ ...pointer, tries: pointer.tries + 1 });

/** Back to what ran before. */
export const returned = (pointer: Pointer, why: Returned['why'], at: string): Pointer =>
  pointer.current === null
    ? pointer
    : {
        format: 1,
        current: pointer.before,
        healthy: true,
        tries: 0,
        before: null,
        returned: { version: pointer.current, to: pointer.before, why, at },
      };
