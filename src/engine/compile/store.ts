import { createHash, randomUUID } from 'node:crypto'
import { rename, rm, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import type { ModelId, Preprocessing } from '../../shared/models'
import { toAppError } from '../../shared/errors'
import { threadsOf, usesGpu } from '../info'
import { layersPredictor } from '../predictor'
import type { Predictor } from '../predictor'
import type { tf } from '../tensorflow'
import { makeWholeFolder } from '../whole-folder'
import { compiledFormat } from './compile'
import { checkCompiled, compiledManifestName, memoryOf, writeCompiled } from './folder'
import type { CompiledManifest } from './folder'
import { compiledPredictor } from './predictor'
import { removeOldest } from './room'

/** A network that is to predict, and everything that decides what its graph looks like. */
export interface CompiledWish {
  readonly model: ModelId
  /** Side of the photos in pixels. */
  readonly input: number
  /** With its top, or what ends the network instead: `cut-` and the name of the last layer. */
  readonly end: 'top' | 'avg' | 'max' | 'none' | `cut-${string}`
  /** SHA-256 of the weights, in hex. */
  readonly weights: string
  readonly preprocessing: Preprocessing
  /** The network with its weights, asked for where it is not compiled yet; the store disposes of it. */
  build(): Promise<tf.LayersModel>
}

/** On the disk at most, in bytes: what was used longest ago makes room. */
const largest = 6 * 2 ** 30

/** Compiled networks, kept in a folder of the user's cache. */
export class CompiledStore {
  /**
   * @param folder absolute, made when something is compiled
   * @param log is told in a line what had to be made anew, and what could not be compiled
   * @param threads that TensorFlow computes with; a GPU has its own
   */
  constructor(
    private readonly folder: string,
    private readonly log: (line: string) => void,
    private readonly threads = usesGpu() ? 1 : threadsOf(),
  ) {}

  /**
   * A network, compiled now or before; through its layers where it cannot be compiled or kept.
   * @throws AppError what `build` throws
   */
  async open(wish: CompiledWish): Promise<Predictor> {
    const folder = this.folderOf(wish)
    const found = await this.#load(folder)
    if (found === 'damaged' || found === 'none') return this.#make(wish, folder, found)
    return found
  }

  /** Where a network lies or will lie. */
  folderOf({ model, input, end, weights }: CompiledWish): string {
    const key = JSON.stringify({ compiledFormat, model, input, end, weights, threads: this.threads })
    const hash = createHash('sha256').update(key).digest('hex').slice(0, 16)
    return join(this.folder, `${model}-${input}-${end}-${hash}`)
  }

  async #load(folder: string): Promise<Predictor | 'damaged' | 'none'> {
    try {
      const manifest = await checkCompiled(folder)
      return manifest ? await this.#loadWhole(folder, manifest) : 'none'
    } catch (thrown) {
      this.log(`${toAppError(thrown).message} It is compiled again.`)
      return 'damaged'
    }
  }

  async #loadWhole(folder: string, manifest: CompiledManifest): Promise<Predictor> {
    const predictor = compiledPredictor(folder, { ...manifest, bytes: memoryOf(manifest) }, this.log)
    // What was used last makes room last; a cache that cannot be written serves as well.
    const now = new Date()
    await utimes(join(folder, compiledManifestName), now, now).catch(() => undefined)
    return predictor
  }

  async #make(wish: CompiledWish, folder: string, found: 'damaged' | 'none'): Promise<Predictor> {
    const model = await wish.build()
    let manifest: CompiledManifest
    try {
      manifest = await this.#compile(model, wish, folder, found)
    } catch (thrown) {
      return this.#throughLayers(model, wish, thrown)
    }
    // Before what was written is loaded: the weights of a large network do not lie in memory twice.
    model.dispose()
    try {
      return await this.#loadWhole(folder, manifest)
    } catch (thrown) {
      return this.#throughLayers(await wish.build(), wish, thrown)
    }
  }

  #throughLayers(model: tf.LayersModel, { model: id, input, preprocessing }: CompiledWish, why: unknown) {
    this.log(`${id} at ${input} × ${input} predicts through its layers: ${toAppError(why).message}`)
    return layersPredictor(model, preprocessing)
  }

  /** What lies there stays until the new one is whole. */
  async #compile(
    model: tf.LayersModel,
    { end, preprocessing }: CompiledWish,
    folder: string,
    found: 'damaged' | 'none',
  ): Promise<CompiledManifest> {
    const made = `${folder}.${randomUUID()}`
    const output = end === 'top' ? 'scores' : 'features'
    const manifest = await makeWholeFolder(made, (empty) =>
      writeCompiled(model, empty, { preprocessing, output, threads: this.threads }),
    )
    let isOwn: boolean
    try {
      if (found === 'damaged') await rm(folder, { recursive: true, force: true })
      isOwn = await moveUnlessThere(made, folder)
    } finally {
      await rm(made, { recursive: true, force: true })
    }
    await removeOldest(this.folder, { largest, keep: folder }).catch((thrown: unknown) => {
      this.log(`No room could be made among the compiled networks: ${toAppError(thrown).message}`)
    })
    // Another process's has other names in its graph.
    return isOwn ? manifest : ((await checkCompiled(folder)) ?? manifest)
  }
}

/**
 * Another process may have compiled the same network at the same time: then its own stays.
 * @returns whether what was moved lies there
 */
async function moveUnlessThere(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to)
    return true
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST' && code !== 'EPERM') throw toAppError(thrown)
    return false
  }
}
