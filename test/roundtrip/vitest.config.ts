import { defineConfig } from 'vitest/config';

/** `npm run test:roundtrip`: every village's roster out, filled in, damaged, and back; minutes, so it stands beside the suite of every commit. */
export default defineConfig({
  test: {
    dir: import.meta.dirname,
    include: ['suites/*.ts'],
    testTimeout: 1_200_000,
    hookTimeout: 600_000,
  },
});
