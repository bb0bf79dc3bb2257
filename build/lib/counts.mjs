import { readFileSync } from 'node:fs';

const read = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
};

/** What a step came to: a step without a report, or one that failed though its report says otherwise, is one failure. */
function settle(code, counts) {
  if (!counts) return { passed: 0, failed: 1 };
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** From vitest's JSON report; a file that could not be run and a test that was skipped count as failed. */
export function vitestCounts(code, file) {
  const report = read(file);
  return settle(
    code,
    report && {
      passed: report.numPassedTests,
      failed:
        report.numFailedTests +
        report.numPendingTests +
        (report.numTodoTests ?? 0) +
        report.testResults.filter((one) => one.status === 'failed' && one.assertionResults.length === 0)
          .length,
    },
  );
}

/** From Playwright's JSON report; skipped and flaky tests count as failed. */
export function playwrightCounts(code, file) {
  const report = read(file);
  return settle(
    code,
    report && {
      passed: report.stats.expected,
      failed: report.stats.unexpected + report.stats.flaky + report.stats.skipped + report.errors.length,
    },
  );
}

/** A step that has no tests of its own: one check. */
export const oneCheck = (code) => (code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });
