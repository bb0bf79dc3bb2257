import { defineConfig } from '@playwright/test';

/** `npm run test:a11y`: every screen looked at by axe, and at 200 %. */
export default defineConfig({
  testDir: '.',
  globalSetup: '../support/ensureBuilt.ts',
  testMatch: '**/*.spec.ts',
  workers: 1,
  timeout: 900_000,
  expect: { timeout: 30_000 },
  forbidOnly: true,
  reporter: [['list']],
  outputDir: '../../test-results/a11y',
});
