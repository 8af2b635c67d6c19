// @ts-check
import { join } from 'node:path'
import { headstart, runToEnd, scriptPath } from './commands.mjs'
import { contenders, inTurns, rowOf } from './figures.mjs'
import { cpuEnvironment } from './place.mjs'

/** @typedef {import('./figures.mjs').Row} Row */
/** @typedef {{ python: string, shared: string, prepared: import('./prepare.mjs').Prepared }} Settings */

/**
 * From the start of a process to the printed answer for one photo.
 * @param {Settings & { photo: string, repeats: number }} settings
 * @returns {Promise<Row>} in seconds
 */
export async function coldRow({ photo, repeats, ...settings }) {
  const seconds = async (/** @type {import('./figures.mjs').Contender} */ name) =>
    (await classify(settings, name, 'MobileNetV2', [photo])).seconds
  await inTurns(1, contenders, seconds)
  const samples = await inTurns(repeats, contenders, seconds)
  return rowOf({ part: 'cold', name: 'cold classify, MobileNetV2', unit: 's', samples })
}

/**
 * The most memory that the same commands hold: one photo with each network, and many with the smallest.
 * @param {Settings & { photos: string[], networks: string[], repeats: number, say: (line: string) => void }} settings
 * @returns {Promise<Row[]>} in MB; none where it cannot be known
 */
export async function memoryRows({ photos, networks, repeats, say, ...settings }) {
  const [first = ''] = photos
  const tasks = networks.map((network) => ({ network, paths: [first], what: 'one photo' }))
  tasks.push({ network: networks[0] ?? '', paths: photos, what: `${photos.length} photos` })
  /** @type {Row[]} */
  const rows = []
  for (const { network, paths, what } of tasks) {
    say(`memory: ${what}, ${network}`)
    const samples = await inTurns(repeats, contenders, async (name) => {
      return ((await classify(settings, name, network, paths)).peak ?? NaN) / 1e6
    })
    rows.push(rowOf({ part: 'memory', name: `peak memory, ${what}, ${network}`, unit: 'MB', samples }))
  }
  return rows.filter(({ medians }) => Number.isFinite(medians.headstart))
}

/**
 * @param {Settings} settings
 * @param {import('./figures.mjs').Contender} name
 * @param {string} network
 * @param {string[]} paths
 */
function classify({ python, shared, prepared: { folder, env } }, name, network, paths) {
  if (name === 'headstart') return headstart(['classify', ...paths, '--model', network], env)
  const classes = join(shared, 'data', 'imagenet-classes.json')
  const file = join(folder, `${network}.${name === 'keras' ? 'h5' : 'onnx'}`)
  return runToEnd(
    python,
    [scriptPath(`classify_${name}.py`), network, file, classes, ...paths],
    cpuEnvironment(),
  )
}
