// @ts-check
import { contenders, inTurns, median, rowOf } from './figures.mjs'

/** @typedef {import('./running.mjs').Running} Running */
/** @typedef {import('./figures.mjs').Row} Row */

const size = 32

/** A single photo is a matter of milliseconds: a turn takes so many. */
const singles = 7

/**
 * One photo that is in memory already, through the network alone, which has just answered for another one.
 * @param {Running} running @param {{ network: string, repeats: number }} settings
 * @returns {Promise<Row>} in milliseconds
 */
export async function singleRow(running, { network, repeats }) {
  const time = async (/** @type {import('./figures.mjs').Contender} */ name) => {
    const process = name === 'headstart' ? running.alone : running[name]
    const times = []
    for (let single = 0; single < singles; single++) {
      times.push((await process.ask({ do: 'network', network, count: 1 })).ms)
    }
    return median(times)
  }
  await inTurns(1, contenders, time)
  const samples = await inTurns(repeats, contenders, time)
  return rowOf({ part: 'batch', name: `one photo, network alone, ${network}`, unit: 'ms', samples })
}

/**
 * Batches of photos that are in memory already, through the network alone.
 * @param {Running} running @param {{ network: string, repeats: number }} settings
 * @returns {Promise<Row>} in photos a second
 */
export async function aloneRow(running, { network, repeats }) {
  const speed = async (/** @type {import('./figures.mjs').Contender} */ name) => {
    const process = name === 'headstart' ? running.alone : running[name]
    return perSecond(size, (await process.ask({ do: 'network', network, count: size })).ms)
  }
  await inTurns(1, contenders, speed)
  const samples = await inTurns(repeats, contenders, speed)
  return rowOf({ part: 'batch', name: `batches of 32, network alone, ${network}`, unit: 'photos/s', samples })
}

/**
 * Batches of photos from their files: decoded, resized, preprocessed, and the five best classes of each.
 * @param {Running} running @param {{ network: string, photos: string[], repeats: number }} settings
 * @returns {Promise<Row>} in photos a second
 */
export async function filesRow(running, { network, photos, repeats }) {
  const speed = async (/** @type {import('./figures.mjs').Contender} */ name) =>
    perSecond(photos.length, (await running[name].ask({ do: 'files', network, paths: photos })).ms)
  await inTurns(1, contenders, speed)
  const samples = await inTurns(repeats, contenders, speed)
  return rowOf({ part: 'batch', name: `batches of 32, from files, ${network}`, unit: 'photos/s', samples })
}

/** @param {number} photos @param {number} ms */
function perSecond(photos, ms) {
  return (photos * 1000) / ms
}
