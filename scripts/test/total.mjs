// @ts-check

/**
 * The sum over suites, in the form `123 passed, 0 failed, 2 skipped`.
 * @param {import('./reporter.mjs').SuiteSummary[]} summaries
 */
export function total(summaries) {
  const sum = { passed: 0, failed: 0, skipped: 0 }
  for (const { passed, failed, skipped } of summaries) {
    sum.passed += passed
    sum.failed += failed
    sum.skipped += skipped.length
  }
  return `${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`
}
