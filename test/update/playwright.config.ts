import { defineConfig } from '@playwright/test';

/** `npm run test:update`: whole versions of the built program side by side; takes minutes, and therefore stands beside the suite of every commit. */
export default defineConfig({
  testDir: '.',
  globalSetup: '../support/ensureBuilt.ts',
  testMatch: '**/*.spec.ts',
  workers: 1,
  timeout: 600_000,
  expect: { timeout: 60_000 },
  forbidOnly: true,
  reporter: [['list']],
  outputDir: '../../test-results',
});
