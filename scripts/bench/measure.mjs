// @ts-check
import { join } from 'node:path'
import { aloneRow, filesRow, singleRow } from './batch.mjs'
import { coldRow, memoryRows } from './cold.mjs'
import { photosIn } from './place.mjs'
import { buildDriver, networks, prepareNetworks } from './prepare.mjs'
import { recipeRows } from './recipe.mjs'
import { closeAll, loadEverywhere, startAll } from './running.mjs'
import { warmRow } from './warm.mjs'

/** @typedef {import('./figures.mjs').Row} Row */

/**
 * @typedef {object} Settings
 * @property {readonly import('./options.mjs').Part[]} only
 * @property {number} repeats
 * @property {string} python
 * @property {string} shared
 * @property {string} folder of the benchmark's own
 * @property {(line: string) => void} say
 */

/** Two batches: from the second on, reading can overlap with computing. */
const photosOfBatches = 64

/** The network that computes so little that reading the files counts. */
const [smallest = ''] = networks

/** A peak hardly changes from one time to the next. */
const mostMemoryRepeats = 3

/**
 * Everything that was asked for, in the order of the parts.
 * @param {Settings} settings
 * @returns {Promise<{ rows: Row[], trained: import('./recipe.mjs').Trained[] }>}
 */
export async function measure(settings) {
  const { only, repeats, say } = settings
  const wanted = (/** @type {import('./options.mjs').Part[]} */ ...parts) =>
    parts.some((part) => only.includes(part))
  /** @type {Row[]} */
  const rows = []
  const prepared = wanted('warm', 'batch', 'cold', 'memory')
    ? await prepareNetworks(settings.python, settings.folder, say)
    : undefined
  if (prepared && wanted('warm', 'batch')) rows.push(...(await warmAndBatch(settings, prepared)))
  const recipe = wanted('recipe') ? await recipeRows(settings) : { rows: [], trained: [] }
  rows.push(...recipe.rows.filter(({ part }) => part === 'recipe'))
  const photos = photosIn(join(settings.shared, 'data', 'imagenet-samples')).slice(0, photosOfBatches)
  if (prepared && wanted('cold')) {
    say('one photo, each time from the start of a process')
    rows.push(await coldRow({ ...settings, prepared, photo: photos[0] ?? '' }))
  }
  if (prepared && wanted('memory')) {
    const times = Math.min(repeats, mostMemoryRepeats)
    rows.push(...(await memoryRows({ ...settings, prepared, photos, networks, repeats: times })))
  }
  rows.push(...recipe.rows.filter(({ part }) => part === 'memory'))
  return { rows, trained: recipe.trained }
}

/** @param {Settings} settings @param {import('./prepare.mjs').Prepared} prepared @returns {Promise<Row[]>} */
async function warmAndBatch({ only, python, shared, repeats, say }, prepared) {
  const running = startAll(python, await buildDriver(), prepared)
  const samples = photosIn(join(shared, 'data', 'imagenet-samples'))
  const photos = samples.slice(0, photosOfBatches)
  /** @type {Row[]} */
  const rows = []
  try {
    for (const network of networks) {
      await loadEverywhere(running, network)
      if (only.includes('warm')) {
        say(`one warm photo, ${network}`)
        rows.push(await warmRow(running, { network, photos: samples, repeats: repeats * 3 }))
      }
      if (only.includes('batch')) {
        say(`batches of 32, ${network}`)
        rows.push(await singleRow(running, { network, repeats }))
        rows.push(await aloneRow(running, { network, repeats }))
        if (network === smallest) rows.push(await filesRow(running, { network, photos, repeats }))
      }
    }
  } finally {
    await closeAll(running)
  }
  return [...rows.filter(({ part }) => part === 'warm'), ...rows.filter(({ part }) => part === 'batch')]
}
