// @ts-check

/** @typedef {import('./recipe.mjs').Trained} Trained */

/**
 * How often the trainings of everyone were right on the validation photos, on average: after the last epoch, and after
 * the best one, whose head the application keeps.
 * @param {readonly Trained[]} trained
 * @returns {string[]} lines for people, none where nothing was trained
 */
export function accuracyLines(trained) {
  const names = [...new Set(trained.map(({ by }) => by))]
  if (names.length === 0) return []
  const lines = names.map((name) => {
    const own = trained.filter(({ by }) => by === name).map(({ valAccuracies }) => valAccuracies)
    const last = percent(own.map((accuracies) => accuracies.at(-1) ?? NaN))
    const best = percent(own.map((accuracies) => Math.max(...accuracies)))
    return `- ${name}: ${last} after the last epoch, ${best} after the best`
  })
  const seeds = new Set(trained.map(({ seed }) => seed)).size
  return [
    '',
    `Right on the validation photos, seeds ${seeds === 1 ? '1' : `1 to ${seeds}`} on average:`,
    '',
    ...lines,
  ]
}

/** @param {readonly number[]} parts */
function percent(parts) {
  const mean = parts.reduce((sum, part) => sum + part, 0) / parts.length
  return `${(mean * 100).toFixed(1)} %`
}
