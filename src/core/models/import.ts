import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type {
  ImportWeightsSettings,
  ModelRow,
  WeightsEvent,
  WeightsResult,
} from '../../shared/contract/models'
import { AppError, toAppError } from '../../shared/errors'
import { modelFacts } from '../../shared/models'
import type { ModelId } from '../../shared/models'
import type { WeightsManifest } from '../../shared/weights-manifest'
import type { Engine } from '../engine/engine'
import { paced } from './pace'
import type { Paced } from './pace'
import { hashFile } from './hash-file'
import type { FileHashes } from './hash-file'
import { isPublished } from './published-files'
import type { ModelStore } from './store'

export interface ModelServices {
  readonly engine: Engine
  readonly store: ModelStore
}

/**
 * Installs a network's weights from a file that Keras wrote; the weights that were there stay until the new ones are
 * whole.
 * @throws AppError `not-found`; `bad-input` or `unreadable`, naming the first layer that does not fit; `unsupported` for
 *   a network whose weights ship; `busy`, `no-space`, `cancelled`
 */
export async function* importWeights(
  services: ModelServices,
  { id, path }: ImportWeightsSettings,
  signal: AbortSignal,
): AsyncGenerator<WeightsEvent> {
  const facts = modelFacts(id)
  using _claim = await services.store.claim(facts, signal)
  const pace = paced()
  const hashes = yield* hashed(path, pace, signal)
  const published = isPublished(facts.id, hashes.md5)
  const folder = services.store.folderOf(facts.id)
  yield* convert(services.engine, { id: facts.id, path, folder, hashes, published }, pace, signal)
  yield { type: 'done', result: resultOf(services.store.row(facts.id)) }
}

export interface Conversion {
  readonly id: ModelId
  /** Absolute path of the file that Keras wrote. */
  readonly path: string
  /** Absolute; where the weights are kept. */
  readonly folder: string
  readonly hashes: FileHashes
  readonly published: boolean
}

/** @throws what `importWeights` throws of a file */
export async function* hashed(
  path: string,
  pace: Paced,
  signal: AbortSignal,
): AsyncGenerator<WeightsEvent, FileHashes> {
  const state = await stat(path).catch((error: unknown) => {
    throw toAppError(error)
  })
  if (!state.isFile()) throw noFile(path, state.isDirectory())
  const hashing = hashFile(path, signal)
  for (;;) {
    const step = await hashing.next()
    if (step.done) return step.value
    yield pace({ phase: 'checking', done: step.value, total: state.size, unit: 'bytes' })
  }
}

/** Has the engine convert a file. @throws what `importWeights` throws of a file */
export async function* convert(
  engine: Engine,
  { id, path, folder, hashes, published }: Conversion,
  pace: Paced,
  signal: AbortSignal,
): AsyncGenerator<WeightsEvent, WeightsManifest> {
  const source = { name: basename(path), bytes: hashes.bytes, sha256: hashes.sha256, published }
  const client = await engine.client()
  for await (const event of client.importWeights({ id, path, folder, source }, { signal })) {
    if (event.type === 'done') return event.manifest
    yield pace({ phase: 'converting', done: event.done, total: event.total, unit: 'bytes' })
  }
  throw new AppError('engine', `The engine ended without having read ${source.name}: try again.`)
}

/** What is here of a network, as calls answer it. */
export function resultOf({ id, weights, bytes, hasTop, source, note }: ModelRow): WeightsResult {
  const sha256 = source?.sha256 ?? null
  return { id, weights, bytes, sha256, hasTop, published: source?.published ?? false, note }
}

function noFile(path: string, isFolder: boolean): AppError {
  return new AppError(
    'bad-input',
    `Expected a file of weights that Keras wrote (.h5, .weights.h5 or .keras), and ${path} is ` +
      `${isFolder ? 'a folder' : 'no file'}: choose another one.`,
    { path },
  )
}
