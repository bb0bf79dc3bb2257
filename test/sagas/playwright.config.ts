import { defineConfig } from '@playwright/test';

/** The second half of `npm run test:sagas`: the real program, killed between the steps of a saga. */
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  workers: 1,
  timeout: 600_000,
  expect: { timeout: 60_000 },
  forbidOnly: true,
  reporter: [['list']],
  outputDir: '../../test-results',
});
