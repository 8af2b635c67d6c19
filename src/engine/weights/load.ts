import { createHash } from 'node:crypto'
import { open, readFile } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError, describeIssues, toAppError } from '../../shared/errors'
import { manifestName, weightsManifestSchema } from '../../shared/weights-manifest'
import type { WeightsManifest } from '../../shared/weights-manifest'
import { tf } from '../tensorflow'

type ManifestLayer = WeightsManifest['layers'][number]

/** Weights that lie in a folder, converted. */
export interface ConvertedWeights {
  /** Absolute. */
  readonly folder: string
  readonly manifest: WeightsManifest
}

/**
 * The manifest of a folder; undefined where there is none.
 * @throws AppError `unreadable` when it is damaged
 */
export async function readConverted(folder: string): Promise<ConvertedWeights | undefined> {
  const text = await readFile(join(folder, manifestName), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined
    throw toAppError(error)
  })
  if (text === undefined) return undefined
  try {
    return { folder, manifest: weightsManifestSchema.parse(JSON.parse(text)) }
  } catch (thrown) {
    const why =
      thrown instanceof Error && 'issues' in thrown ? describeIssues(thrown as never) : 'it is no JSON'
    throw damaged({ folder }, why)
  }
}

/**
 * Gives a network its weights, layer by layer, straight from the disk. Those of a top that was left out are not read.
 * @throws AppError `unreadable` when the file is damaged; `bad-input`, naming the layer, when it is another network's
 */
export async function loadConverted(
  model: tf.LayersModel,
  { folder, manifest }: ConvertedWeights,
): Promise<void> {
  const layers = new Map(manifest.layers.map((layer) => [layer.name, layer]))
  const path = join(folder, manifest.file)
  const file = await open(path).catch((error: unknown) => {
    throw toAppError(error)
  })
  try {
    for (const layer of model.layers) {
      if (layer.weights.length === 0) continue
      const kept = layers.get(layer.name)
      if (!kept || !fits(layer, kept)) throw misfit(layer, manifest)
      await loadLayer(file, layer, kept, { folder, model: manifest.id })
    }
  } finally {
    await file.close()
  }
}

function fits({ weights }: tf.layers.Layer, kept: ManifestLayer): boolean {
  const wanted = weights.map(({ originalName, shape }) => ({ name: originalName, shape }))
  return JSON.stringify(wanted) === JSON.stringify(kept.weights.map(({ name, shape }) => ({ name, shape })))
}

async function loadLayer(
  file: FileHandle,
  layer: tf.layers.Layer,
  { offset, weights, sha256 }: ManifestLayer,
  place: { readonly folder: string; readonly model: string },
): Promise<void> {
  const hash = createHash('sha256')
  const tensors: tf.Tensor[] = []
  try {
    let position = offset
    for (const { shape } of weights) {
      const values = new Float32Array(tf.util.sizeFromShape(shape))
      const bytes = new Uint8Array(values.buffer)
      if (!(await fill(file, bytes, position))) throw damaged(place, `layer ${layer.name} is cut short`)
      hash.update(bytes)
      position += bytes.length
      tensors.push(onDevice(tf.tensor(values, shape)))
    }
    if (hash.digest('hex') !== sha256)
      throw damaged(place, `layer ${layer.name} has other numbers than it had`)
    layer.setWeights(tensors)
  } finally {
    tf.dispose(tensors)
  }
}

/** @returns whether there were so many bytes */
async function fill(file: FileHandle, bytes: Uint8Array, position: number): Promise<boolean> {
  for (let start = 0; start < bytes.length;) {
    const { bytesRead } = await file.read(
      bytes,
      start,
      Math.min(bytes.length - start, 1 << 26),
      position + start,
    )
    if (bytesRead === 0) return false
    start += bytesRead
  }
  return true
}

/** TensorFlow takes numbers over when they are first used, and until then they lie in memory a second time. */
function onDevice(tensor: tf.Tensor): tf.Tensor {
  tf.tidy(() =>
    tf.slice(tensor, new Array<number>(tensor.rank).fill(0), new Array<number>(tensor.rank).fill(1)),
  )
  return tensor
}

function misfit(layer: tf.layers.Layer, { id, source }: WeightsManifest): AppError {
  return new AppError(
    'bad-input',
    `The weights from ${source.name} do not fit layer ${layer.name} of this network, but ${id}: import them again.`,
    { layer: layer.name },
  )
}

/** @param place where they lie, and whose they are where that is known */
function damaged(place: { readonly folder: string; readonly model?: string }, why: string): AppError {
  return new AppError(
    'unreadable',
    `The weights in ${place.folder} are damaged (${why}): import or download them again.`,
    { ...place },
  )
}
