import { mkdir, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { DownloadWeightsSettings, ModelRow, WeightsEvent } from '../../shared/contract/models'
import { AppError } from '../../shared/errors'
import { modelFacts } from '../../shared/models'
import type { ModelFacts } from '../../shared/models'
import { Fetcher } from './fetch-file'
import type { FetcherOptions } from './fetch-file'
import type { FileHashes } from './hash-file'
import { convert, hashed, resultOf } from './import'
import type { ModelServices } from './import'
import { kerasCopy } from './keras-copy'
import { paced } from './pace'
import type { Paced } from './pace'
import { publishedAddress, publishedFiles } from './published-files'
import type { PublishedFile } from './published-files'

export interface DownloadOptions extends FetcherOptions {
  /** The address above all files, with a slash at its end; left out: Keras' own. */
  readonly address?: string
  /** Absolute path of the folder in which Keras keeps its copies; left out: the user's own. */
  readonly kerasHome?: string
}

/** A file that is here, and what is known of it. */
interface Found {
  readonly path: string
  readonly hashes: FileHashes
  /** Whether it is ours to be removed once its weights are installed. */
  readonly isOurs: boolean
}

/** Installs the weights that Keras publishes. */
export class Downloads {
  readonly #services: ModelServices
  readonly #options: DownloadOptions

  constructor(services: ModelServices, options: DownloadOptions = {}) {
    this.#services = services
    this.#options = options
  }

  /**
   * Fetches the published file, unless Keras' own copy of it is here, compares its hash and installs it. Stopped, it goes
   * on from there the next time. What is installed and published already is not fetched again.
   * @throws AppError `not-found` for an unknown network or where nothing lies at the address any more; `disconnected`
   *   when it cannot be reached; `unreadable` when something else came; `unsupported`, `busy`, `no-space`, `cancelled`
   */
  async *download(
    { id, includeTop }: DownloadWeightsSettings,
    signal: AbortSignal,
  ): AsyncGenerator<WeightsEvent> {
    const { store, engine } = this.#services
    const facts = modelFacts(id)
    using _claim = await store.claim(facts, signal)
    if (!isHere(store.row(id), includeTop)) {
      const file = publishedFileOf(facts, includeTop)
      const pace = paced()
      const found =
        (yield* kerasCopy(file, pace, signal, this.#options.kerasHome)) ??
        (yield* this.#fetch(facts, file, pace, signal))
      const folder = store.folderOf(facts.id)
      yield* convert(engine, { id: facts.id, folder, ...found, published: true }, pace, signal)
      if (found.isOurs) await rm(found.path, { force: true })
    }
    yield { type: 'done', result: resultOf(store.row(id)) }
  }

  async *#fetch(
    facts: ModelFacts,
    file: PublishedFile,
    pace: Paced,
    signal: AbortSignal,
  ): AsyncGenerator<WeightsEvent, Found> {
    const folder = join(this.#services.store.folder, 'downloads')
    await mkdir(folder, { recursive: true })
    const path = join(folder, basename(file.path))
    const address = `${this.#options.address ?? publishedAddress}${file.path}`
    const fetcher = new Fetcher({ address, path, largest: largestOf(facts) }, this.#options)
    // What was begun another time and belongs to another file shows by its hash: then once more from the beginning.
    for (let again = false; ; again = true) {
      for await (const { done, total } of fetcher.fetch(facts.id, signal)) {
        yield pace({ phase: 'downloading', done, total, unit: 'bytes' })
      }
      const hashes = yield* hashed(path, pace, signal)
      const expected = file.md5 ?? fetcher.md5
      if (expected === null || hashes.md5 === expected) return { path, hashes, isOurs: true }
      await rm(path, { force: true })
      if (again || !fetcher.isResumed) throw differs(facts, address, expected, hashes.md5)
    }
  }
}

/** The published weights are here already, in a form that is good for what is asked. */
function isHere({ weights, hasTop, source }: ModelRow, includeTop: boolean): boolean {
  return weights === 'installed' && source?.published === true && (hasTop || !includeTop)
}

function publishedFileOf({ id }: ModelFacts, includeTop: boolean): PublishedFile {
  const files = publishedFiles[id]
  if (files) return includeTop ? files.withTop : files.withoutTop
  throw new AppError('unsupported', `Keras publishes no weights of ${id}: import a file instead.`, { id })
}

/** More than that, in bytes, is not what Keras publishes, whoever sends it. */
function largestOf({ sizeMB }: ModelFacts): number {
  return sizeMB * 1.5e6 + 50e6
}

function differs({ id }: ModelFacts, address: string, expected: string, found: string): AppError {
  return new AppError(
    'unreadable',
    `What came from ${address} is not the file that Keras publishes (expected MD5 ${expected}, found ${found}): try again ` +
      `later, or fetch it elsewhere and run \`headstart models import ${id} FILE.h5\`.`,
    { id, address, expected, found },
  )
}
