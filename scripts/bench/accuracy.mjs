// @ts-check

/** @typedef {import('./recipe.mjs').Trained} Trained */

/**
 * How often each training was right on the validation photos: after its last epoch, a seed a number, and on average.
 * @param {readonly Trained[]} trained
 * @returns {string[]} lines for people, none where nothing was trained
 */
export function accuracyLines(trained) {
  const names = [...new Set(trained.map(({ by }) => by))]
  if (names.length === 0) return []
  const lines = names.map((name) => {
    const last = lastAccuracies(trained, name)
    const mean = last.reduce((sum, accuracy) => sum + accuracy, 0) / last.length
    return `${name}: ${last.map(percent).join(', ')}; ${percent(mean)} on average`
  })
  return ['', 'Right on the validation photos after the last epoch, a seed a number:', ...lines]
}

/** @param {readonly Trained[]} trained @param {string} name */
function lastAccuracies(trained, name) {
  const own = trained.filter(({ by }) => by === name)
  return own
    .sort((one, other) => one.seed - other.seed)
    .map(({ valAccuracies }) => valAccuracies.at(-1) ?? NaN)
}

/** @param {number} part */
function percent(part) {
  return `${(part * 100).toFixed(1)} %`
}
