#!/usr/bin/env node
// @ts-check
import { setUpOrExit } from './setup/set-up.mjs'
import { checks } from './test/checks.mjs'
import { ensureChromium } from './test/chromium.mjs'
import { report } from './test/report.mjs'
import { total } from './test/total.mjs'

const [chosen, ...parameters] = process.argv.slice(2)
if (chosen && !Object.hasOwn(checks, chosen)) {
  process.stderr.write(`Expected one of ${Object.keys(checks).join(', ')} or nothing, got ${chosen}.\n`)
  process.exit(2)
}

await setUpOrExit()
if (!chosen || ['integration', 'e2e'].includes(chosen)) await ensureChromium()
/** @type {import('./test/reporter.mjs').SuiteSummary[]} */
const summaries = []
for (const [name, check] of Object.entries(checks)) {
  if (chosen && name !== chosen) continue
  console.log(`\n${name}`)
  const began = performance.now()
  const summary = await check(parameters)
  summaries.push(summary)
  console.log(`${name}: ${total([summary])} (${((performance.now() - began) / 1000).toFixed(1)} s)`)
}

report(summaries)
