import { defineConfig } from 'vitest/config';

/** `npm run test:tamper`: every file that a desk keeps, with real keys and codec, a byte at a time; `test/tamper/artefacts.ts` lists them. */
export default defineConfig({
  test: {
    dir: import.meta.dirname,
    include: ['suites/*.ts'],
    testTimeout: 1_200_000,
    hookTimeout: 600_000,
  },
});
