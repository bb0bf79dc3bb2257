import type { MutantBook } from './mutantBook';
import type { Probe } from './mutantProbes';

/** Whether the worked cases and tests notice one mistake. */
export interface Tried {
  /** Number of the mistake in `MutantBook.mutants`. */
  readonly mutant: number;
  readonly killed: boolean;
  /** False: no case and no test passes its place. */
  readonly passed: boolean;
}

export interface Run {
  readonly tried: readonly Tried[];
  /** Cases and tests that do not hold without any mistake: they took no part. */
  readonly unfit: readonly string[];
}

/** Which mistakes to try: `quick` leaves out those for which the rules have to be loaded anew. */
export interface Choice {
  readonly chosen: (mutant: number) => boolean;
  readonly quick: boolean;
}
const ALL: Choice = { chosen: () => true, quick: false };

/**
 * Tries mistakes one at a time, each with the cases and tests that pass its place, the quickest first. A mistake in what is
 * computed while the rules are loaded is tried on rules loaded anew, and with every case and test.
 */
export function tryMutants(book: MutantBook, { chosen, quick }: Choice = ALL): Run {
  const clean = book.load(-1);
  const passing = new Map<number, number[]>();
  const unfit: string[] = [];
  const fit: number[] = [];
  for (const [i, probe] of quickestFirst(clean.probes)) {
    const { holds, passed } = clean.passes(probe);
    if (!holds) {
      unfit.push(probe.name);
      continue;
    }
    fit.push(i);
    for (const mutant of passed) {
      const list = passing.get(mutant);
      if (list) list.push(i);
      else passing.set(mutant, [i]);
    }
  }
  const noticed = (loaded: typeof clean, probes: readonly number[], mutant: number): boolean =>
    probes.some((i) => {
      const probe = loaded.probes[i];
      return probe === undefined || loaded.notices(probe, mutant);
    });
  const tryOne = (mutant: number): Tried => {
    if (clean.passedLoading.has(mutant)) return { mutant, killed: killedAtLoading(mutant), passed: true };
    const probes = passing.get(mutant) ?? [];
    return { mutant, killed: noticed(clean, probes, mutant), passed: probes.length > 0 };
  };
  const killedAtLoading = (mutant: number): boolean => {
    try {
      return noticed(book.load(mutant), fit, mutant);
    } catch {
      return true;
    }
  };
  const tried = book.mutants
    .map((_, mutant) => mutant)
    .filter((mutant) => chosen(mutant) && !(quick && clean.passedLoading.has(mutant)))
    .map(tryOne);
  return { tried, unfit };
}

/** About one mistake in `of`, the same for the same seed, from every part of the rules. */
export const sampled =
  (seed: number, of: number) =>
  (mutant: number): boolean =>
    Math.imul(mutant + seed, 2_654_435_761) >>> 8 < 2 ** 24 / of;

/** The probes with their numbers: worked cases come before tests, and those over random cases last. */
function quickestFirst(probes: readonly Probe[]): [number, Probe][] {
  return [...probes.entries()].sort(([, a], [, b]) => a.weight - b.weight);
}
