import { defineConfig } from '@playwright/test';

/** `npm run test:batch`: an employer’s workbook of 2,000 rows through the real window; minutes, so it stands beside the suite of every commit. */
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
