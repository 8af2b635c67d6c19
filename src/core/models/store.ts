import { readFileSync, readdirSync, statSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ModelRow } from '../../shared/contract/models'
import { AppError } from '../../shared/errors'
import { modelFacts, models } from '../../shared/models'
import type { ModelFacts, ModelId } from '../../shared/models'
import {
  manifestName,
  missingTop,
  missingWeights,
  weightsManifestSchema,
} from '../../shared/weights-manifest'
import type { WeightsManifest } from '../../shared/weights-manifest'
import { cacheFolder } from '../cache-folder'
import { noteOn } from './notes'

export interface ModelStoreFolders {
  /** Absolute path of `resources`, in which the weights lie that ship. */
  readonly resources: string
  /** Absolute path of the folder with a folder for each network; left out: in the user's own cache. */
  readonly folder?: string | undefined
}

/** Somebody who changes a network's weights. */
interface Claim {
  /** Aborted once it is to stop. */
  readonly signal: AbortSignal | undefined
  readonly released: Promise<void>
}

/** The weights of networks that are here: they belong to the user and not to a project. */
export class ModelStore {
  /** Absolute. */
  readonly folder: string
  readonly #resources: string
  readonly #claims = new Map<ModelId, Claim>()

  constructor({ resources, folder }: ModelStoreFolders) {
    this.#resources = resources
    this.folder = folder ?? join(cacheFolder(), 'models')
  }

  /** Every network with what is here of it, in the order of the table. */
  list(): ModelRow[] {
    return models.map((facts) => this.#row(facts))
  }

  /** @throws AppError `not-found` for an unknown network */
  row(id: string): ModelRow {
    return this.#row(modelFacts(id))
  }

  /**
   * The network by its own name, once its weights are known to be here.
   * @throws AppError `not-found` for an unknown network, and where its weights or their top are missing, saying how they
   *   are fetched
   */
  require(id: string, need: { readonly top: boolean }): ModelId {
    const row = this.row(id)
    if (row.weights === 'missing') throw missingWeights(row)
    if (need.top && !row.hasTop) throw missingTop(row)
    return row.id
  }

  /** Absolute path of the folder of a network's weights, whether it is there or not. */
  folderOf(id: ModelId): string {
    return join(this.folder, id)
  }

  /**
   * Holds the weights of a network for whoever is about to change them, until disposed of. Whoever held them and was told
   * to stop is waited for.
   * @throws AppError `unsupported` for those that ship; `busy` while somebody else holds them
   */
  async claim({ id, bundled }: ModelFacts, signal?: AbortSignal): Promise<Disposable> {
    if (bundled) throw shipped(id)
    for (let held = this.#claims.get(id); held; held = this.#claims.get(id)) {
      if (!held.signal?.aborted) throw busy(id)
      await held.released
    }
    const { promise: released, resolve } = Promise.withResolvers<void>()
    this.#claims.set(id, { signal, released })
    return {
      [Symbol.dispose]: () => {
        this.#claims.delete(id)
        resolve()
      },
    }
  }

  /**
   * Removes the weights that the user installed.
   * @throws AppError `not-found` where there are none; `unsupported` for those that ship; `busy`
   */
  async remove(id: string): Promise<ModelRow> {
    const facts = modelFacts(id)
    using _claim = await this.claim(facts)
    if (this.row(id).weights === 'missing' && this.row(id).bytes === 0) throw missingWeights(facts)
    const folder = this.folderOf(facts.id)
    // Without the manifest there are no weights, whatever happens to the rest.
    await rm(join(folder, manifestName), { force: true })
    await rm(folder, { recursive: true, force: true })
    return this.row(id)
  }

  #row(facts: ModelFacts): ModelRow {
    if (facts.bundled) {
      const bytes = sizeOfFiles(join(this.#resources, 'models', facts.id))
      return { ...facts, weights: 'bundled', bytes, hasTop: true, source: null, note: null }
    }
    const folder = this.folderOf(facts.id)
    const bytes = sizeOfFiles(folder)
    const manifest = readManifest(folder)
    if (manifest === 'damaged') {
      const note = 'What was installed is damaged: import or download it again.'
      return { ...facts, weights: 'missing', bytes, hasTop: false, source: null, note }
    }
    if (!manifest) return { ...facts, weights: 'missing', bytes, hasTop: false, source: null, note: null }
    const { hasTop, source } = manifest
    return { ...facts, weights: 'installed', bytes, hasTop, source, note: noteOn(facts.id, manifest) }
  }
}

function readManifest(folder: string): WeightsManifest | 'damaged' | undefined {
  try {
    return weightsManifestSchema.parse(JSON.parse(readFileSync(join(folder, manifestName), 'utf8')))
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'ENOENT' ? undefined : 'damaged'
  }
}

/** Bytes of the files that lie in a folder; 0 where it is not there. */
function sizeOfFiles(folder: string): number {
  try {
    const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile())
    return entries.reduce((sum, { name }) => sum + statSync(join(folder, name)).size, 0)
  } catch {
    return 0
  }
}

function busy(id: ModelId): AppError {
  return new AppError(
    'busy',
    `The weights of ${id} are being fetched: wait until they are here, or stop it.`,
    { id },
  )
}

function shipped(id: ModelId): AppError {
  return new AppError(
    'unsupported',
    `The weights of ${id} ship with Headstart and stay: choose another network.`,
    {
      id,
    },
  )
}
