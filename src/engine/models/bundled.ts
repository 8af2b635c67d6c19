import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError } from '../../shared/errors'
import { modelIds, preprocessings } from '../../shared/models'
import { tf } from '../tensorflow'
import { readJsonPart, readPart } from './part'
import { setWeightsByName } from './weights'

const weightSchema = z.object({
  name: z.string(),
  shape: z.array(z.int().positive()),
  dtype: z.literal('float32'),
  quantization: z.object({ dtype: z.literal('float16'), original_dtype: z.literal('float32') }),
})

/** `model.json` of a model that ships with the application. */
export const bundledManifestSchema = z.object({
  formatVersion: z.literal(1),
  id: z.enum(modelIds),
  input: z.int().positive(),
  preprocessing: z.enum(preprocessings),
  /** SHA-256 of the weights' file, in hex. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  weightsManifest: z.tuple([z.object({ paths: z.tuple([z.string()]), weights: z.array(weightSchema) })]),
})

/** Where a model that ships lies, in the folder `resources`. */
export function bundledModelFolder(resources: string, id: string): string {
  return join(resources, 'models', id)
}

/**
 * Gives a model the weights that lie in a folder (`model.json` and the file that it names).
 * @throws AppError `unreadable` when manifest or weights are damaged, `not-found` when one is missing; `bad-input`,
 * naming the first layer, when they belong to another network
 */
export async function loadBundledWeights(model: tf.LayersModel, folder: string): Promise<void> {
  const manifest = await readJsonPart(join(folder, 'model.json'), bundledManifestSchema)
  const [{ paths, weights }] = manifest.weightsManifest
  const bytes = await readChecked(join(folder, paths[0]), manifest.sha256)
  tf.tidy(() => setWeightsByName(model, tf.io.decodeWeights(bytes, weights)))
}

async function readChecked(path: string, sha256: string): Promise<ArrayBuffer> {
  const bytes = await readPart(path)
  const found = createHash('sha256').update(bytes).digest('hex')
  if (found === sha256) return new Uint8Array(bytes).buffer
  throw new AppError(
    'unreadable',
    `The weights ${path} are damaged (expected SHA-256 ${sha256}, found ${found}): install Headstart again.`,
    { path, expected: sha256, found },
  )
}
