import { defineConfig } from '@playwright/test';

/** `npm run test:matters`: every matter from the first question to the platform's receipt, at one desk, by keyboard alone. */
export default defineConfig({
  testDir: '.',
  globalSetup: '../support/ensureBuilt.ts',
  testMatch: '**/*.spec.ts',
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  reporter: [['list']],
  outputDir: '../../test-results',
});
