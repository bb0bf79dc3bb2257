import { isDeepStrictEqual } from 'node:util';

/**
 * The few words of the test runner that the tests of the rules use, so that the same tests can be run a thousand times within
 * one program, once for each mistake. What is collected here is run by `mutantProbes.ts`.
 */

/** A test: its title and what throws when it fails. */
export interface Collected {
  readonly title: string;
  readonly run: () => unknown;
}

export const collected: Collected[] = [];
export const describe = (_title: string, tests: () => void): void => tests();
export function it(title: string, run: () => unknown): void {
  collected.push({ title, run });
}
/** One test a row; a row that is a list is spread. */
it.each =
  <T>(rows: readonly T[]) =>
  (title: string, run: (...row: unknown[]) => unknown): void => {
    for (const row of rows) it(title, () => (Array.isArray(row) ? run(...row) : run(row)));
  };
export const test = it;

/** A value that stands for all that fit. */
class Fits {
  constructor(readonly fits: (actual: unknown) => boolean) {}
}

/** Members that are `undefined` count as absent. */
function plain(v: unknown): unknown {
  if (Array.isArray(v)) return v.map(plain);
  if (v === null || typeof v !== 'object' || Object.getPrototypeOf(v) !== Object.prototype) return v;
  return Object.fromEntries(
    Object.entries(v)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key, plain(value)]),
  );
}
function same(a: unknown, b: unknown): boolean {
  if (b instanceof Fits) return b.fits(a);
  const [left, right] = [plain(a), plain(b)];
  if (left === null || typeof left !== 'object' || right === null || typeof right !== 'object') {
    return Object.is(left, right);
  }
  if (Object.getPrototypeOf(right) !== Object.prototype && !Array.isArray(right)) {
    return isDeepStrictEqual(left, right);
  }
  const keys = Object.keys(right);
  return (
    Array.isArray(left) === Array.isArray(right) &&
    Object.keys(left).length === keys.length &&
    keys.every(
      (key) =>
        Object.hasOwn(left, key) &&
        same((left as Record<string, unknown>)[key], (right as Record<string, unknown>)[key]),
    )
  );
}

function matches(actual: unknown, part: unknown): boolean {
  if (part instanceof Fits) return part.fits(actual);
  if (Array.isArray(part)) {
    return (
      Array.isArray(actual) && actual.length === part.length && part.every((p, i) => matches(actual[i], p))
    );
  }
  if (part === null || typeof part !== 'object') return Object.is(actual, part);
  if (actual === null || typeof actual !== 'object') return false;
  return Object.entries(part).every(([key, value]) =>
    matches((actual as Record<string, unknown>)[key], value),
  );
}

function throws(run: () => unknown, like?: RegExp | string | (new (...a: never[]) => Error)): boolean {
  try {
    run();
    return false;
  } catch (error) {
    if (like === undefined) return true;
    if (typeof like === 'function') return error instanceof like;
    return typeof like === 'string' ? String(error).includes(like) : like.test(String(error));
  }
}

type Matcher = (actual: never, ...wanted: never[]) => boolean;
const MATCHERS = {
  toBe: (a: unknown, b: unknown) => Object.is(a, b),
  toEqual: same,
  toStrictEqual: same,
  toMatchObject: matches,
  toContain: (a: string | unknown[], b: string) => a.includes(b),
  toContainEqual: (a: unknown[], b: unknown) => a.some((one) => same(one, b)),
  toHaveLength: (a: { length: number }, n: number) => a.length === n,
  toMatch: (a: string, b: RegExp | string) => (typeof b === 'string' ? a.includes(b) : b.test(a)),
  toThrow: throws,
  toBeNull: (a: unknown) => a === null,
  toBeUndefined: (a: unknown) => a === undefined,
  toBeDefined: (a: unknown) => a !== undefined,
  toBeGreaterThan: (a: number, b: number) => a > b,
  toBeGreaterThanOrEqual: (a: number, b: number) => a >= b,
  toBeLessThan: (a: number, b: number) => a < b,
  toBeLessThanOrEqual: (a: number, b: number) => a <= b,
} satisfies Record<string, Matcher>;

type Words = Record<keyof typeof MATCHERS, (...wanted: unknown[]) => void>;

/** What is claimed of a value; a claim that does not hold throws. */
export function expect(actual: unknown): Words & { not: Words } {
  const words = (wantedResult: boolean) =>
    Object.fromEntries(
      Object.entries(MATCHERS).map(([name, matcher]) => [
        name,
        (...wanted: unknown[]) => {
          if ((matcher as (...all: unknown[]) => boolean)(actual, ...wanted) !== wantedResult) {
            throw new Error(`${wantedResult ? '' : 'not '}${name}`);
          }
        },
      ]),
    ) as Words;
  return { ...words(true), not: words(false) };
}
expect.objectContaining = (part: object) => new Fits((actual) => matches(actual, part));
expect.stringContaining = (part: string) =>
  new Fits((actual) => typeof actual === 'string' && actual.includes(part));
