import { defineConfig } from '@playwright/test';

/** End-to-end: the built program in a real window, on whichever host is there (test/e2e/fixture.ts). */
export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.spec.ts',
  // A desk waits much of its time, for the disk, its platform, a clerk's pauses: two share two cores well. Nothing here is timed.
  workers: 2,
  timeout: 180_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  reporter: process.env.CANBAO_E2E_REPORT
    ? [['list'], ['json', { outputFile: process.env.CANBAO_E2E_REPORT }]]
    : [['list']],
  outputDir: 'test-results',
});
