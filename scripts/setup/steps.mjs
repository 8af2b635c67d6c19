// @ts-check

/**
 * @typedef {object} Step
 * @property {string} name what it provides
 * @property {() => boolean} isDone whether nothing is left to do; asked at every start, so it has to be quick
 * @property {() => Promise<string | void>} run does it; may be interrupted at any moment and is then run again. What
 *   it returns is added to its line.
 */

/**
 * @typedef {object} Report
 * @property {(name: string) => void} begin
 * @property {(result: string) => void} end
 * @property {(text: string) => void} line a whole line, after what has begun has ended
 */

/**
 * Runs what is not done yet, in order, with one line for each.
 * @param {Step[]} steps
 * @param {{ report: Report, mentionDone: boolean }} options mentionDone: a line for what is there already, too
 */
export async function runSteps(steps, { report, mentionDone }) {
  for (const { name, isDone, run } of steps) {
    if (isDone()) {
      if (mentionDone) {
        report.begin(name)
        report.end('already there')
      }
      continue
    }
    report.begin(name)
    const began = performance.now()
    const note = await run().catch((error) => {
      report.end('failed')
      throw error
    })
    const seconds = `${((performance.now() - began) / 1000).toFixed(1)} s`
    report.end(note ? `${seconds}, ${note}` : seconds)
  }
}

/**
 * Lines on the standard error, so that the standard output stays the command's own.
 * @param {{ write(text: string): unknown }} stream
 * @returns {Report}
 */
export function reportTo(stream) {
  let inLine = false
  return {
    begin(name) {
      stream.write(`${name} … `)
      inLine = true
    },
    end(result) {
      stream.write(`${result}\n`)
      inLine = false
    },
    line(text) {
      stream.write(`${inLine ? '\n' : ''}${text}\n`)
      inLine = false
    },
  }
}
