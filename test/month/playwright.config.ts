import { defineConfig } from '@playwright/test';

/** `npm run test:month`: what takes minutes even on a quiet machine, and therefore stands beside the suite that runs on every commit. */
export default defineConfig({
  testDir: '.',
  globalSetup: '../support/ensureBuilt.ts',
  testMatch: '**/*.spec.ts',
  workers: 1,
  timeout: 900_000,
  expect: { timeout: 60_000 },
  forbidOnly: true,
  reporter: [['list']],
  outputDir: '../../test-results',
});
