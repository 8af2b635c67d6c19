// @ts-check
import { contenders, inTurns, median, rowOf } from './figures.mjs'

/** @typedef {import('./running.mjs').Running} Running */
/** @typedef {import('./figures.mjs').Row} Row */
/** @typedef {import('./figures.mjs').Contender} Contender */

const size = 32

/** A single photo is a matter of milliseconds: a turn takes so many. */
const singles = 7

/**
 * One photo that is in memory already, through the network alone, which has just answered for another one.
 * @param {Running} running @param {{ network: string, repeats: number }} settings
 * @returns {Promise<Row>} in milliseconds
 */
export async function singleRow(running, { network, repeats }) {
  const time = async (/** @type {Contender} */ name) => {
    const times = []
    for (let single = 0; single < singles; single++) times.push(await alone(running, name, network, 1))
    return median(times)
  }
  const samples = await warmedUp(repeats, time)
  return rowOf({ part: 'batch', name: `one photo, network alone, ${network}`, unit: 'ms', samples })
}

/**
 * Batches of photos that are in memory already, through the network alone.
 * @param {Running} running @param {{ network: string, repeats: number }} settings
 * @returns {Promise<Row>} in photos a second
 */
export async function aloneRow(running, { network, repeats }) {
  const speed = async (/** @type {Contender} */ name) =>
    perSecond(size, await alone(running, name, network, size))
  const samples = await warmedUp(repeats, speed)
  return rowOf({ part: 'batch', name: `batches of 32, network alone, ${network}`, unit: 'photos/s', samples })
}

/**
 * Batches of photos from their files: decoded, resized, preprocessed, and the five best classes of each.
 * @param {Running} running @param {{ network: string, photos: string[], repeats: number }} settings
 * @returns {Promise<Row>} in photos a second
 */
export async function filesRow(running, { network, photos, repeats }) {
  const speed = async (/** @type {Contender} */ name) =>
    perSecond(photos.length, (await running[name].ask({ do: 'files', network, paths: photos })).ms)
  const samples = await warmedUp(repeats, speed)
  return rowOf({ part: 'batch', name: `batches of 32, from files, ${network}`, unit: 'photos/s', samples })
}

/**
 * How many milliseconds a network takes for so many photos, with nothing around it.
 * @param {Running} running @param {Contender} name @param {string} network @param {number} count
 */
async function alone(running, name, network, count) {
  const contender = name === 'headstart' ? running.alone : running[name]
  return (await contender.ask({ do: 'network', network, count })).ms
}

/**
 * What everyone measures in turns, after a turn that does not count.
 * @param {number} repeats @param {(name: Contender) => Promise<number>} measure
 */
async function warmedUp(repeats, measure) {
  await inTurns(1, contenders, measure)
  return inTurns(repeats, contenders, measure)
}

/** @param {number} photos @param {number} ms */
function perSecond(photos, ms) {
  return (photos * 1000) / ms
}
