import { z } from 'zod';

/** A release's number: three numbers, no more; there are no trial releases that a desk could be given by mistake. */
export const ProgramVersion = z.string().regex(/^(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})$/);
export type ProgramVersion = z.infer<typeof ProgramVersion>;

/** Below 0: `a` is the older. Both are versions; anything else is a bug of the caller. */
export function compareVersions(a: ProgramVersion, b: ProgramVersion): number {
  const [left, right] = [a, b].map((one) => ProgramVersion.parse(one).split('.').map(Number));
  for (let i = 0; i < 3; i++) {
    const difference = (left?.[i] ?? 0) - (right?.[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

export const isOlder = (a: ProgramVersion, b: ProgramVersion): boolean => compareVersions(a, b) < 0;

/** The highest of those that are known; null where none is. */
export const highestOf = (versions: readonly (ProgramVersion | null)[]): ProgramVersion | null =>
  versions.reduce((best, one) => (one !== null && (best === null || isOlder(best, one)) ? one : best), null);
