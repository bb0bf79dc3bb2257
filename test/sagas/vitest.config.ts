import { defineConfig } from 'vitest/config';

/** `npm run test:sagas`: the desk ended at every await that a saga passes through; minutes, so it stands beside the suite of every commit. */
export default defineConfig({
  test: {
    dir: import.meta.dirname,
    include: ['**/every/*.ts', '**/bugs.test.ts'],
    globalSetup: [`${import.meta.dirname}/wholeRun.ts`],
    // Each file has a platform of its own; more of them than processors would only wait for each other.
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
