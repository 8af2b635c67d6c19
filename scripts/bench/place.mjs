// @ts-check
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { requireDiskSpace } from '../setup/disk-space.mjs'
import { cache, root } from '../setup/place.mjs'
import { SetupProblem } from '../setup/problem.mjs'

/** In bytes: weights of three networks in four forms, and the features of a thousand photos three times. */
const roomNeeded = 3e9

/** What of the user's cache is not borrowed: what the application would write. */
const ownOfCache = ['models', 'compiled', 'logs']

/**
 * The folder with photos and weights, which is no part of the repository.
 * @throws {SetupProblem} where it is missing
 */
export function sharedFolder() {
  const folder = resolve(process.env['HEADSTART_SHARED'] ?? join(root, '..', 'shared'))
  const needed = ['data/cats-dogs', 'data/imagenet-samples', 'data/imagenet-classes.json', pretrainedWeights]
  const missing = needed.find((path) => !existsSync(join(folder, path)))
  if (missing === undefined) return folder
  throw new SetupProblem(
    `The benchmark needs the folder with photos and weights, and ${join(folder, missing)} is not there: let HEADSTART_SHARED name it.`,
  )
}

/** Of MobileNetV2, in the shared folder. */
export const pretrainedWeights = 'models/mobilenet_v2_imagenet.h5'

/** @param {string} folder absolute */
export function photosIn(folder) {
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name))
}

/**
 * A folder for everything that the benchmark writes, beside the user's own cache; `remove` takes it away.
 * @throws {SetupProblem} where the disk has no room
 */
export function scratchFolder() {
  mkdirSync(cache, { recursive: true })
  requireDiskSpace([cache], roomNeeded)
  const folder = mkdtempSync(join(cache, 'bench-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  process.once('exit', remove)
  for (const signal of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.once(signal, () => process.exit(130))
  }
  return { folder, remove }
}

/**
 * The environment in which the application has a cache of its own, for weights and compiled networks; what the set-up
 * provided is borrowed from the user's. No process sees a GPU: everyone computes on the CPU.
 * @param {string} folder absolute, made when it is not there
 * @returns {NodeJS.ProcessEnv & { HEADSTART_CACHE: string }}
 */
export function environmentWithCache(folder) {
  mkdirSync(folder, { recursive: true })
  for (const name of readdirSync(cache)) {
    const borrowed = !ownOfCache.includes(name) && !name.startsWith('bench-') && !name.endsWith('.lock')
    if (borrowed && !existsSync(join(folder, name))) symlinkSync(join(cache, name), join(folder, name))
  }
  const settings = join(folder, 'settings')
  return {
    ...cpuEnvironment(),
    HEADSTART_CACHE: folder,
    HEADSTART_SETTINGS: settings,
    HEADSTART_COMPILED: undefined,
  }
}

/** @returns {NodeJS.ProcessEnv} */
export function cpuEnvironment() {
  return { ...process.env, CUDA_VISIBLE_DEVICES: '-1', HEADSTART_PROJECT: undefined }
}
