import { defineConfig } from '@playwright/test';

/** `npm run test:plaintext`: after a whole day of work nothing of anybody is readable on the disk; takes minutes. */
export default defineConfig({
  testDir: '.',
  globalSetup: '../support/ensureBuilt.ts',
  testMatch: '**/*.spec.ts',
  workers: 1,
  timeout: 1_200_000,
  expect: { timeout: 60_000 },
  forbidOnly: true,
  reporter: [['list']],
  // A control that is not there is named in half a minute, and not when the day is over.
  use: { actionTimeout: 30_000 },
  outputDir: '../../test-results',
});
