import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { missingTop } from '../../shared/weights-manifest'
import { modelFacts } from '../../shared/models'
import type { ModelId } from '../../shared/models'
import type { ScratchFolder } from '../scratch-folder'
import { convert, hashed } from './import'
import type { ModelServices } from './import'
import { paced } from './pace'
import { isPublished } from './published-files'

export interface WeightsChoice {
  readonly id: ModelId
  /** Absolute path of a file that Keras wrote; undefined: what ships or is installed. */
  readonly file: string | undefined
  /** Whether the layers that tell ImageNet's classes apart are needed. */
  readonly top: boolean
}

/** Finds the weights with which a network is to work: those that are here, or those of a file, converted for this session. */
export class ChosenWeights {
  readonly #services: ModelServices
  readonly #scratch: ScratchFolder

  /** @param scratch where converted files lie until the application ends */
  constructor(services: ModelServices, scratch: ScratchFolder) {
    this.#services = services
    this.#scratch = scratch
  }

  /**
   * @returns the folder of converted weights, as the engine takes it; nothing where it knows by itself
   * @throws AppError `not-found` where weights are missing, saying how they are fetched; what reading a file throws
   */
  async choose({ id, file, top }: WeightsChoice, signal: AbortSignal): Promise<{ weights?: string }> {
    if (file !== undefined) return { weights: await this.#converted({ id, file, top }, signal) }
    this.#services.store.require(id, { top })
    return {}
  }

  async #converted(
    { id, file, top }: WeightsChoice & { readonly file: string },
    signal: AbortSignal,
  ): Promise<string> {
    const pace = paced()
    const hashes = await last(hashed(file, pace, signal))
    await mkdir(dirname(this.#services.store.folder), { recursive: true })
    const folder = await this.#scratch.part(`${id}-${hashes.sha256}`)
    const conversion = { id, path: file, folder, hashes, published: isPublished(id, hashes.md5) }
    const manifest = await last(convert(this.#services.engine, conversion, pace, signal))
    if (top && !manifest.hasTop) throw missingTop(modelFacts(id))
    return folder
  }
}

/** What a generator returns, its events unheard. */
async function last<T>(events: AsyncGenerator<unknown, T>): Promise<T> {
  for (;;) {
    const step = await events.next()
    if (step.done) return step.value
  }
}
