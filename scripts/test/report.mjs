// @ts-check
import { total } from './total.mjs'

/**
 * Says what was skipped and why, and the sum; the process ends with 1 where something failed.
 * @param {import('./reporter.mjs').SuiteSummary[]} summaries
 */
export function report(summaries) {
  const skipped = summaries.flatMap((summary) => summary.skipped)
  if (skipped.length > 0) console.log('\nSkipped:')
  for (const { name, reason } of skipped) console.log(`  ${name}: ${reason}`)
  console.log(`\n${total(summaries)}`)
  process.exitCode = summaries.some(({ failed }) => failed > 0) ? 1 : 0
}
