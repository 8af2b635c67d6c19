// @ts-check

/** Who is compared; the application comes first. */
export const contenders = /** @type {const} */ (['headstart', 'keras', 'onnx'])

/** @typedef {(typeof contenders)[number]} Contender */
/** @typedef {Partial<Record<Contender, number[]>>} Samples a number a turn, in the order of the turns */

/**
 * @typedef {object} Row
 * @property {string} part
 * @property {string} name what was measured
 * @property {'ms' | 's' | 'photos/s' | 'MB'} unit
 * @property {Samples} samples
 * @property {Partial<Record<Contender, number>>} medians
 * @property {Partial<Record<Exclude<Contender, 'headstart'>, number>>} ratios how many times better the application is:
 *   faster, or smaller
 */

/**
 * The middle of some numbers; of two in the middle, their mean. NaN of none.
 * @param {readonly number[]} numbers
 */
export function median(numbers) {
  const sorted = [...numbers].sort((one, other) => one - other)
  const middle = sorted.length >> 1
  const [below = NaN, above = NaN] = [sorted[middle - 1], sorted[middle]]
  return sorted.length % 2 === 1 ? above : (below + above) / 2
}

/**
 * A row of the table. A ratio is the median of the turns' own ratios: what slowed the machine down in a turn slowed down
 * both sides of it.
 * @param {Pick<Row, 'part' | 'name' | 'unit' | 'samples'>} measured
 * @returns {Row}
 */
export function rowOf(measured) {
  const { samples, unit } = measured
  const own = samples.headstart ?? []
  const others = contenders.filter((name) => name !== 'headstart' && samples[name])
  return {
    ...measured,
    medians: Object.fromEntries(Object.entries(samples).map(([name, numbers]) => [name, median(numbers)])),
    ratios: Object.fromEntries(
      others.map((name) => [
        name,
        median((samples[name] ?? []).map((other, turn) => better(unit, own[turn] ?? NaN, other))),
      ]),
    ),
  }
}

/** @param {Row['unit']} unit @param {number} own @param {number} other */
function better(unit, own, other) {
  return unit === 'photos/s' ? own / other : other / own
}

/**
 * Lets everyone take a turn, so many times, each time another one first: what warms up or throttles the machine meets
 * nobody alone.
 * @template {string} Name
 * @param {number} repeats
 * @param {readonly Name[]} names
 * @param {(name: Name, turn: number) => Promise<number>} measure
 * @returns {Promise<Record<Name, number[]>>}
 */
export async function inTurns(repeats, names, measure) {
  const samples = /** @type {Record<Name, number[]>} */ ({})
  for (const name of names) samples[name] = []
  for (let turn = 0; turn < repeats; turn++) {
    const first = turn % names.length
    for (const name of [...names.slice(first), ...names.slice(0, first)]) {
      samples[name].push(await measure(name, turn))
    }
  }
  return samples
}
