import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { decide } from '../../src/shared/rules/decide';
import { seen, wanted } from '../../src/shared/rules/workedCase';
import { workedCases } from './bookCases';
import { collected } from './smallExpect';

// Bundled with the rules by `mutantBook.ts`: everything that may notice a mistake in them.

/** A worked case or a test; `holds` is false, or throws, when it notices something. */
export interface Probe {
  readonly name: string;
  /** 0: a worked case; 1: a test; 2: a test over random cases, which takes long. */
  readonly weight: number;
  readonly holds: () => boolean;
}

/**
 * Tests that ask every matter on many days and claim only that there is an answer: they cost a thousand cases each and notice
 * little that the others do not, so they take no part.
 */
const ASK_EVERYTHING = /^\[RU(12|36|37|74)\]/;

/** The same random cases for every mistake. */
fc.configureGlobal({ seed: 20_261_123 });

/** The worked cases, then the tests that stand beside the rules. */
export function probes(): Probe[] {
  const cases = workedCases().map((c) => {
    const expected = wanted(c.expect);
    return {
      name: `${c.file}: ${c.name}`,
      weight: 0,
      holds: () => isDeepStrictEqual(seen(decide(c.subject, c.book), c.expect), expected),
    };
  });
  const tests = collected
    .filter(({ title }) => !ASK_EVERYTHING.test(title))
    .map(({ title, run }) => ({
      name: title,
      weight: run.toString().includes('fc.') ? 2 : 1,
      holds: () => {
        // A test that must be waited for cannot be judged here; it takes no part.
        if (run() instanceof Promise) throw new Error('asynchronous');
        return true;
      },
    }));
  return [...cases, ...tests];
}
