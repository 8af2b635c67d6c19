// @ts-check
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { headstart, runToEnd, scriptPath } from './commands.mjs'
import { inTurns, rowOf } from './figures.mjs'
import { cpuEnvironment, environmentWithCache, pretrainedWeights } from './place.mjs'

/** @typedef {import('./figures.mjs').Row} Row */
/** @typedef {import('./commands.mjs').Finished} Finished */

/**
 * @typedef {object} Trained
 * @property {number} seed
 * @property {string} by
 * @property {number[]} valAccuracies after each epoch, 0 to 1
 */

/** A third seed of either kind of training is the last one that tells something new. */
const mostSeeds = 3

const ways = /** @type {const} */ (['headstart', 'model', 'features'])

/**
 * The tutorial's recipe: whole commands from an empty folder to a trained head, and a second training, against a script
 * in Keras, which begins anew each time. A seed a turn.
 * @param {{ python: string, folder: string, shared: string, repeats: number, say: (line: string) => void }} settings
 * @returns {Promise<{ rows: Row[], trained: Trained[] }>}
 */
export async function recipeRows({ python, folder, shared, repeats, say }) {
  const env = environmentWithCache(join(folder, 'pretrained'))
  const weights = join(shared, pretrainedWeights)
  await headstart(['models', 'import', 'MobileNetV2', weights], env)
  const photos = join(shared, 'data', 'cats-dogs')
  /** @type {Trained[]} */
  const trained = []
  /** @type {Record<(typeof ways)[number], Finished[]>} */
  const finished = { headstart: [], model: [], features: [] }
  /** @type {number[]} */
  const second = []
  const measure = async (/** @type {(typeof ways)[number]} */ way, /** @type {number} */ turn) => {
    const seed = turn + 1
    say(`the tutorial's recipe, seed ${seed}: ${describe(way)}`)
    if (way === 'headstart') {
      const own = await trainTwice({ project: join(folder, 'pets'), photos, seed, env })
      trained.push({ seed, by: 'headstart', valAccuracies: own.valAccuracies })
      second.push(own.second)
      finished.headstart.push(own.first)
    } else {
      const rows = await splitOf({ project: join(folder, 'split'), photos, seed, env })
      const manifest = join(folder, 'recipe.json')
      writeFileSync(manifest, JSON.stringify({ way, weights, seed, ...rows }))
      const script = await runToEnd(python, [scriptPath('recipe_keras.py'), manifest], cpuEnvironment())
      trained.push({ seed, by: `keras, ${way}`, valAccuracies: lastJson(script.output) })
      finished[way].push(script)
    }
    return 0
  }
  await inTurns(Math.min(repeats, mostSeeds), ways, measure)
  return { rows: rowsOf(finished, second), trained }
}

/** @param {(typeof ways)[number]} way */
function describe(way) {
  if (way === 'headstart') return 'this application, twice'
  return way === 'model' ? 'Keras, as the tutorial does it' : 'Keras, features first'
}

/** @param {Record<(typeof ways)[number], Finished[]>} finished @param {number[]} second @returns {Row[]} */
function rowsOf(finished, second) {
  const seconds = (/** @type {(typeof ways)[number]} */ way) => finished[way].map((one) => one.seconds)
  const part = 'recipe'
  const row = (
    /** @type {string} */ name,
    /** @type {number[]} */ headstart,
    /** @type {number[]} */ keras,
  ) => rowOf({ part, name, unit: 's', samples: { headstart, keras } })
  const rows = [
    row('recipe, first time', seconds('headstart'), seconds('model')),
    row('recipe, second time', second, seconds('model')),
    row('recipe, first time, Keras with features first', seconds('headstart'), seconds('features')),
    row('recipe, second time, Keras with features first', second, seconds('features')),
  ]
  const peaks = (/** @type {(typeof ways)[number]} */ way) =>
    finished[way].flatMap(({ peak }) => (peak === undefined ? [] : [peak / 1e6]))
  if (peaks('headstart').length === 0) return rows
  const memory = { headstart: peaks('headstart'), keras: peaks('model') }
  return [...rows, rowOf({ part: 'memory', name: 'peak memory, recipe', unit: 'MB', samples: memory })]
}

/** @typedef {{ project: string, photos: string, seed: number, env: import('./prepare.mjs').Environment }} Project */

/** @param {Project} project @returns {Promise<{ first: Finished, second: number, valAccuracies: number[] }>} */
async function trainTwice({ project, photos, seed, env }) {
  // Nothing of an earlier turn is there: no features, and no compiled network.
  rmSync(join(env.HEADSTART_CACHE, 'compiled'), { recursive: true, force: true })
  const made = await makeProject({ project, photos, seed, env })
  const train = ['train', '--recipe', 'tutorial', '--seed', String(seed), '--project', project, '--json']
  const first = await headstart(train, env)
  const second = await headstart(train, env)
  const peak = first.peak === undefined ? undefined : Math.max(first.peak, made.peak)
  /** @type {{ epochs: { valAccuracy: number }[] }} */
  const { epochs } = lastJson(first.output)
  return {
    first: { seconds: made.seconds + first.seconds, peak, output: first.output },
    second: second.seconds,
    valAccuracies: epochs.map(({ valAccuracy }) => valAccuracy),
  }
}

/** @param {Project} project @returns {Promise<{ seconds: number, peak: number }>} of its three commands */
async function makeProject({ project, photos, seed, env }) {
  rmSync(project, { recursive: true, force: true })
  const commands = [
    ['init', project],
    ['import', photos, '--project', project],
    ['split', '--seed', String(seed), '--project', project],
  ]
  let [seconds, peak] = [0, 0]
  for (const command of commands) {
    const finished = await headstart(command, env)
    seconds += finished.seconds
    peak = Math.max(peak, finished.peak ?? 0)
  }
  return { seconds, peak }
}

/**
 * The same photos to train with and to check with as the application takes for a seed: [path, 0 or 1] each.
 * @param {Project} project
 */
async function splitOf(project) {
  await makeProject(project)
  const listed = ['images', '--limit', '10000', '--json', '--project', project.project]
  /** @type {{ images: { path: string, label: string, split: string }[] }} */
  const { images } = lastJson((await headstart(listed, project.env)).output)
  const rows = (/** @type {string} */ wanted) =>
    images.filter(({ split }) => split === wanted).map(({ path, label }) => [path, label === 'dog' ? 1 : 0])
  return { train: rows('train'), val: rows('val') }
}

/** @param {string} output */
function lastJson(output) {
  return JSON.parse(output.trim().split('\n').at(-1) ?? '')
}
