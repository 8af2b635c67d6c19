// @ts-check
import { SetupProblem } from '../setup/problem.mjs'
import { contenders, inTurns, rowOf } from './figures.mjs'

/** The first photos take longer everywhere: memory is asked for, plans are made. */
const untimed = 3

/**
 * One photo through a network that is loaded, from the file to the five best classes.
 * @param {import('./running.mjs').Running} running
 * @param {{ network: string, photos: readonly string[], repeats: number }} settings
 * @returns {Promise<import('./figures.mjs').Row>} in milliseconds
 */
export async function warmRow(running, { network, photos, repeats }) {
  const photo = (/** @type {number} */ turn) => photos[turn % photos.length] ?? ''
  await requireAgreement(running, network, photos.slice(0, untimed))
  const samples = await inTurns(repeats, contenders, async (name, turn) => {
    return (await running[name].ask({ do: 'files', network, paths: [photo(turn)] })).ms
  })
  return rowOf({ part: 'warm', name: `one warm photo, ${network}`, unit: 'ms', samples })
}

/**
 * Times mean something only where all compute the same.
 * @param {import('./running.mjs').Running} running @param {string} network @param {readonly string[]} photos
 */
async function requireAgreement(running, network, photos) {
  for (const path of photos) {
    const best = new Map()
    for (const name of contenders) {
      best.set(name, (await running[name].ask({ do: 'files', network, paths: [path] })).best.join())
    }
    if (new Set(best.values()).size === 1) continue
    const answers = [...best].map(([name, index]) => `${name} ${index}`).join(', ')
    throw new SetupProblem(
      `${network} does not answer alike everywhere for ${path} (best class: ${answers}).`,
    )
  }
}
