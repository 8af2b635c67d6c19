import { existsSync, readFileSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { z } from 'zod'
import type { DoctorReport } from '../shared/contract/host'
import { toAppError } from '../shared/errors'
import { checkBundledModels } from './bundled-models'
import { cacheFolder } from './cache-folder'
import type { Engine } from './engine/engine'
import { readNativeParts } from './engine/native-parts'
import { checkInstalledWeights } from './models/check-installed'
import type { ModelStore } from './models/store'
import type { Project } from './project'

/** What the examination looks at. */
export interface Installation {
  readonly engine: Engine
  /** Absolute path of `resources`. */
  readonly resources: string
  readonly models: ModelStore
  /** The project that is open. */
  readonly project: Project | undefined
}

type Check = DoctorReport['checks'][number]
type EngineInfo = Awaited<ReturnType<Awaited<ReturnType<Engine['client']>>['info']>>

/** The major version of Node that everything is built for and tested on. */
const nodeMajor = 24

/** With less room than this, in bytes, a training of a few thousand photos may not find place for its features. */
const roomNeeded = 1e9

/** Looks at everything that has to work before the application can; never throws, and changes nothing. */
export async function checkInstallation(installation: Installation): Promise<DoctorReport> {
  const { engine, resources, models, project } = installation
  const info = await engineInfo(engine)
  const checks: Check[] = [
    checkNode(process.versions.node),
    await attempt('Versions', () => packageVersions(resources)),
    await attempt('SQLite', () => `SQLite ${sqliteVersion()}, loaded`),
    await attempt('TensorFlow', () => describeTensorFlow(required(info))),
    await attempt('Device', () => describeDevice(required(info), resources)),
    await attempt('Bundled model', () => checkBundledModels(resources)),
    await attempt('Installed weights', () => checkInstalledWeights(models)),
    await attempt('Disk space', () => describeRoom(project?.folder ?? dirname(resources))),
  ]
  if (project) checks.push(await attempt('Database', () => checkDatabase(project)))
  return { ok: checks.every(({ ok }) => ok), checks }
}

async function attempt(name: string, describe: () => string | Promise<string>): Promise<Check> {
  try {
    return { name, ok: true, detail: await describe() }
  } catch (thrown) {
    return { name, ok: false, detail: toAppError(thrown).message }
  }
}

async function engineInfo(engine: Engine): Promise<EngineInfo | Error> {
  try {
    return await (await engine.client()).info({})
  } catch (thrown) {
    return toAppError(thrown)
  }
}

function required(info: EngineInfo | Error): EngineInfo {
  if (info instanceof Error) throw info
  return info
}

/** @param version of Node, like `24.21.0` */
export function checkNode(version: string): Check {
  const ok = Number.parseInt(version, 10) >= nodeMajor
  const advice = ok
    ? ''
    : `; expected ${nodeMajor} or newer: start Headstart with \`npm start\`, which brings it`
  return { name: 'Node', ok, detail: `${version}${advice}` }
}

function packageVersions(resources: string): string {
  const versions = ['@tensorflow/tfjs-node', 'better-sqlite3', 'sharp'].map((name) => {
    const path = join(dirname(resources), 'node_modules', name, 'package.json')
    return `${name} ${z.object({ version: z.string() }).parse(JSON.parse(readFileSync(path, 'utf8'))).version}`
  })
  return versions.join(', ')
}

function sqliteVersion(): string {
  const database = new Database(':memory:')
  try {
    return z.string().parse(database.prepare('SELECT sqlite_version()').pluck().get())
  } finally {
    database.close()
  }
}

function describeTensorFlow({ tensorflow, tfjs, memory }: EngineInfo): string {
  return `TensorFlow ${tensorflow}, tfjs ${tfjs}, loaded (${Math.round(memory / 1e6)} MB resident)`
}

/** What computes. A GPU is not called verified before its results were compared with the CPU's. */
function describeDevice({ device, threads, note }: EngineInfo, resources: string): string {
  const { variant, verified } = readNativeParts(resources).tensorflow
  const computes = device === 'gpu' ? 'GPU' : `CPU, ${threads} ${threads === 1 ? 'thread' : 'threads'}`
  const unproven = variant === 'gpu' && !verified && 'GPU not verified: run the tests in test/gpu'
  return [computes, note, unproven].filter(Boolean).join('; ')
}

async function describeRoom(folder: string): Promise<string> {
  const places = [...new Set([folder, cacheFolder()])].filter((place) => existsSync(place))
  const rooms = await Promise.all(places.map(async (place) => ({ place, room: await freeBytes(place) })))
  const described = rooms
    .map(({ place, room }) => `${(room / 1e9).toFixed(1)} GB free at ${place}`)
    .join(', ')
  if (rooms.every(({ room }) => room >= roomNeeded)) return described
  throw new Error(`${described}: at least ${roomNeeded / 1e9} GB is needed, free some`)
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

const complaintSchema = z.union([
  z.object({ integrity_check: z.string() }).transform((row) => row.integrity_check),
  z.object({ table: z.string() }).transform(({ table }) => `a dangling row in ${table}`),
])

function checkDatabase({ database }: Project): string {
  const complaints = ['integrity_check', 'foreign_key_check']
    .flatMap((check) => z.array(complaintSchema).parse(database.pragma(check)))
    .filter((complaint) => complaint !== 'ok')
  if (complaints.length === 0) return 'whole, and every reference leads somewhere'
  throw new Error(`damaged (${complaints.slice(0, 5).join('; ')}): restore the project from a backup`)
}
