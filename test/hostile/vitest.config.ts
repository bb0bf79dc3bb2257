import { defineConfig } from 'vitest/config';

/** `npm run test:hostile`: files that are meant to harm, or only do; each is made here and read in a process of its own whose memory is measured. */
export default defineConfig({
  test: {
    dir: import.meta.dirname,
    include: ['suites/*.ts'],
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
