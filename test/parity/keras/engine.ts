import { join } from 'node:path'
import { Engine } from '../../../src/core/engine/engine'
import { importWeights } from '../../../src/core/models/import'
import { ModelStore } from '../../../src/core/models/store'
import type { WeightsResult } from '../../../src/shared/contract/models'
import type { Prediction } from '../../../src/shared/contract/predictions'
import type { KerasId } from '../reference'

const root = join(import.meta.dirname, '../../..')
const resources = join(root, 'resources')

/** The engine's process, with weights installed in a folder of a test's own. */
export class EngineWithModels {
  readonly store: ModelStore
  readonly #engine: Engine

  /** @param folder absolute; `models` in it holds the weights */
  constructor(folder: string) {
    const models = join(folder, 'models')
    this.store = new ModelStore({ resources, folder: models })
    const entry = join(root, 'out/main/engine.js')
    this.#engine = new Engine({ entry, resources, log: join(folder, 'engine.log'), models, device: 'cpu' })
  }

  /** The number of the process, which is started where there is none. */
  async pid(): Promise<number> {
    return (await (await this.#engine.client()).info({})).pid
  }

  async install(id: KerasId, path: string): Promise<WeightsResult> {
    const services = { engine: this.#engine, store: this.store }
    for await (const event of importWeights(services, { id, path }, new AbortController().signal)) {
      if (event.type === 'done') return event.result
    }
    throw new Error(`The import of ${path} came to no end`)
  }

  async classify(id: KerasId, photo: string): Promise<readonly Prediction[]> {
    const network = { kind: 'pretrained', id } as const
    for await (const event of (await this.#engine.client()).classify({ network, paths: [photo], top: 5 })) {
      if (event.type === 'classified') return event.result.predictions
    }
    throw new Error(`${id} did not answer to ${photo}`)
  }

  close(): Promise<void> {
    return this.#engine.close()
  }
}
