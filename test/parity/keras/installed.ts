import { join } from 'node:path'
import { vi } from 'vitest'
import { z } from 'zod'
import type { ModelOptions } from '../../../src/engine/models/options'
import { buildModel } from '../../../src/engine/models/registry'
import { readConverted } from '../../../src/engine/weights/load'
import { findWeights } from '../../../src/engine/weights/origin'
import type { WeightsManifest } from '../../../src/shared/weights-manifest'
import { headstartJson } from '../../integration/fixtures/command-line'
import { answerToGeneratedPhoto } from '../outputs'
import type { KerasId } from '../reference'

const resources = join(import.meta.dirname, '../../../resources')

/** Weights that were installed from a file, in a cache of their own. */
export interface Installed {
  readonly manifest: WeightsManifest
  /** How long `models import` took, in milliseconds. */
  readonly ms: number
  /** What the network answers to the generated photo. */
  answer(options: Partial<ModelOptions>): Promise<Float32Array>
}

/**
 * Installs a file by `models import`, in place of what its folder held.
 * @param folder absolute; its `cache` stands for the user's
 */
export async function install(id: KerasId, file: string, folder: string): Promise<Installed> {
  vi.stubEnv('HEADSTART_CACHE', join(folder, 'cache'))
  const models = join(folder, 'cache', 'models')
  try {
    const began = performance.now()
    await headstartJson(resultSchema(id), folder, 'models', 'import', id, file)
    const ms = performance.now() - began
    const converted = await readConverted(join(models, id))
    if (!converted) throw new Error(`Nothing was installed in ${models}`)
    return { manifest: converted.manifest, ms, answer: (options) => answer(id, models, options) }
  } finally {
    vi.unstubAllEnvs()
  }
}

function resultSchema(id: KerasId) {
  return z.object({ id: z.literal(id), weights: z.literal('installed') })
}

async function answer(id: KerasId, models: string, options: Partial<ModelOptions>): Promise<Float32Array> {
  const weights = await findWeights({ resources, models }, { model: id, top: options.includeTop ?? true })
  const model = buildModel(id, options)
  await weights.load(model)
  return answerToGeneratedPhoto(id, model)
}
