// @ts-check
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { bindingFile, bindingFolder, buildBinding, requireCompiler } from './binding.mjs'
import { requireDiskSpace } from './disk-space.mjs'
import { readJson, writeJson } from './json-file.mjs'
import { nodeProgramVersion } from './node.mjs'
import { nvidiaWheels } from './nvidia-wheels.mjs'
import { cache, root } from './place.mjs'
import { downloadWheels, pythonWithPip, unpackWheel } from './python-wheels.mjs'
import { readRecord, updateRecord } from './record.mjs'
import { bindingChanges } from './session-config.mjs'
import { tensorflowWheel } from './tensorflow-wheels.mjs'

/** @typedef {import('./tensorflow-wheels.mjs').TensorFlowWheel} TensorFlowWheel */

/** Where tfjs-node looks for the library, in bytes the room for it, and the file that remembers `--gpu`. */
const linkedFolder = join(bindingFolder, 'deps')
const roomNeeded = { cpu: 3e9, gpu: 12e9 }
const choiceFile = join(cache, 'tensorflow.json')

/** What the binding is compiled against: TensorFlow's C API and what its headers include. */
const headers = String.raw`include/(?:LICENSE|tensorflow/c/|xla/tsl/c/|tsl/c/|(?:tensorflow/core|tsl)/platform/ctstring)`
const libraries = String.raw`libtensorflow_(?:cc|framework)\.(?:so\.2|2\.dylib)$`

/**
 * The variant to provide: what was chosen last, by whichever clone, because it is the machine that has a GPU or not.
 * @returns {'cpu' | 'gpu'}
 */
export function chosenVariant() {
  return readJson(choiceFile)?.variant === 'gpu' ? 'gpu' : 'cpu'
}

/** @param {'cpu' | 'gpu'} variant */
export function chooseVariant(variant) {
  tensorflowWheel(variant)
  writeJson(choiceFile, { variant })
}

/** @type {import('./steps.mjs').Step} */
export const tensorflowStep = {
  name: "TensorFlow's library and its binding",
  isDone() {
    const { tensorflow } = readRecord()
    const variant = chosenVariant()
    const wheel = tensorflowWheel(variant)
    const same =
      tensorflow?.variant === variant &&
      tensorflow.package === wheel.package &&
      tensorflow.version === wheel.version &&
      tensorflow.bindingChanges === bindingChanges
    return same && existsSync(join(linkedFolder, 'include')) && existsSync(bindingFile)
  },
  run: provideTensorFlow,
}

async function provideTensorFlow() {
  const variant = chosenVariant()
  const wheel = tensorflowWheel(variant)
  const python = await pythonWithPip()
  await requireCompiler()
  const folder = join(
    cache,
    'tensorflow',
    `${wheel.package}-${wheel.version}-${process.platform}-${process.arch}-${variant}`,
  )
  if (!existsSync(folder)) {
    requireDiskSpace([cache, root], roomNeeded[variant])
    await unpackTensorFlow({ python, wheel, variant, folder })
  }
  // From here on what was recorded no longer holds, whatever happens.
  updateRecord({ tensorflow: undefined })
  rmSync(linkedFolder, { recursive: true, force: true })
  symlinkSync(folder, linkedFolder, 'junction')
  const nvidia = nvidiaFolders(folder)
  await buildBinding(python, nvidia)
  updateRecord({
    node: nodeProgramVersion(),
    tensorflow: {
      package: wheel.package,
      version: wheel.version,
      variant,
      bindingChanges,
      verified: false,
      folder,
      libraries: nvidia,
    },
  })
}

/** @param {{ python: string, wheel: TensorFlowWheel, variant: 'cpu' | 'gpu', folder: string }} parts */
async function unpackTensorFlow({ python, wheel, variant, folder }) {
  const unfinished = mkdtempSync(join(cache, 'unfinished-'))
  const name = `${wheel.package}-${wheel.version}`
  const downloaded = await downloadWheels(python, {
    name,
    requirements: [`${wheel.package}==${wheel.version} --hash=sha256:${wheel.sha256}`],
    platforms: wheel.platforms,
  })
  const [file = ''] = downloaded.files
  await unpackWheel(python, {
    wheel: file,
    folder: unfinished,
    prefix: 'tensorflow/',
    pattern: `${headers}|${libraries}`,
  })
  linkLibraries(unfinished)
  const nvidia = variant === 'gpu' ? await unpackNvidia({ python, wheel, folder: unfinished }) : []
  mkdirSync(dirname(folder), { recursive: true })
  renameSync(unfinished, folder)
  for (const done of [downloaded.folder, ...nvidia]) rmSync(done, { recursive: true })
}

/**
 * The names that the binding is linked with, beside those that the libraries know each other by.
 * @param {string} folder
 */
function linkLibraries(folder) {
  const links = process.platform === 'darwin' ? macLinks : linuxLinks
  mkdirSync(join(folder, 'lib'))
  for (const [name, target] of Object.entries(links))
    symlinkSync(join('..', target), join(folder, 'lib', name))
}

const linuxLinks = {
  'libtensorflow.so': 'libtensorflow_cc.so.2',
  'libtensorflow_cc.so.2': 'libtensorflow_cc.so.2',
  'libtensorflow_framework.so': 'libtensorflow_framework.so.2',
  'libtensorflow_framework.so.2': 'libtensorflow_framework.so.2',
}

const macLinks = {
  'libtensorflow.2.dylib': 'libtensorflow_cc.2.dylib',
  'libtensorflow_cc.2.dylib': 'libtensorflow_cc.2.dylib',
  'libtensorflow_framework.2.dylib': 'libtensorflow_framework.2.dylib',
}

/**
 * One download for each, so that an interruption costs one of them and not all gigabytes.
 * @param {{ python: string, wheel: TensorFlowWheel, folder: string }} parts
 * @returns {Promise<string[]>} the folders of the downloads, to be deleted when everything is unpacked
 */
async function unpackNvidia({ python, wheel, folder }) {
  const folders = []
  for (const { package: name, version, sha256 } of nvidiaWheels) {
    const downloaded = await downloadWheels(python, {
      name: `${name}-${version}`,
      requirements: [`${name}==${version} --hash=sha256:${sha256}`],
      platforms: wheel.platforms,
    })
    folders.push(downloaded.folder)
    const [file = ''] = downloaded.files
    // Libraries, and the compiler of GPU code with its own; the headers are of no use here.
    await unpackWheel(python, {
      wheel: file,
      folder,
      prefix: '',
      pattern: 'nvidia/[^/]+/(?:lib|bin|nvvm)/',
    })
  }
  return folders
}

/** @param {string} folder */
function nvidiaFolders(folder) {
  const nvidia = join(folder, 'nvidia')
  if (!existsSync(nvidia)) return []
  return readdirSync(nvidia)
    .map((part) => join(nvidia, part, 'lib'))
    .filter((path) => existsSync(path))
}
