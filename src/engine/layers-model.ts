import { createHash } from 'node:crypto'
import { mkdir, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError, describeIssues, toAppError } from '../shared/errors'
import { tf } from './tensorflow'

type ModelArtifacts = Parameters<Parameters<typeof tf.io.withSaveHandler>[0]>[0]

/** A file of a written model, relative to its folder. */
export interface WrittenFile {
  readonly path: string
  readonly bytes: number
}

export interface WrittenModel {
  readonly files: readonly WrittenFile[]
  /** SHA-256 of all weights, in hex. */
  readonly sha256: string
}

const modelFileSchema = z.object({
  modelTopology: z.record(z.string(), z.unknown()),
  weightsManifest: z.array(
    z.object({
      paths: z.array(z.string()),
      weights: z.array(z.object({ name: z.string(), shape: z.array(z.int()), dtype: z.literal('float32') })),
    }),
  ),
})

/**
 * Writes a model as a tfjs layers model, synced to the disk: `model.json`, and the weights in `weights.bin` or, when
 * they are larger than `shardBytes`, in `weights-1.bin`, `weights-2.bin` and so on.
 */
export async function writeLayersModel(
  model: tf.LayersModel,
  folder: string,
  shardBytes = Infinity,
): Promise<WrittenModel> {
  const { modelTopology, weightSpecs, weights } = await artifactsOf(model)
  await mkdir(folder, { recursive: true })
  const shards = inShards(weights, shardBytes)
  const paths = shards.map((_, index) => (shards.length === 1 ? 'weights.bin' : `weights-${index + 1}.bin`))
  const json = JSON.stringify({
    format: 'layers-model',
    generatedBy: 'Headstart',
    convertedBy: null,
    modelTopology,
    weightsManifest: [{ paths, weights: weightSpecs }],
  })
  const contents: [string, Uint8Array][] = [['model.json', Buffer.from(json)]]
  for (const [index, path] of paths.entries()) contents.push([path, shards[index] ?? new Uint8Array()])
  for (const [path, bytes] of contents) await writeSynced(join(folder, path), bytes)
  const files = contents.map(([path, bytes]) => ({ path, bytes: bytes.length }))
  return { files, sha256: createHash('sha256').update(weights).digest('hex') }
}

/**
 * Reads a model that `writeLayersModel` wrote.
 * @param sha256 of its weights, in hex
 * @throws AppError `not-found` when a file is missing, `unreadable` when one is damaged
 */
export async function readLayersModel(folder: string, sha256: string): Promise<tf.LayersModel> {
  const { modelTopology, weightsManifest } = await readModelFile(join(folder, 'model.json'))
  const paths = weightsManifest.flatMap((group) => group.paths)
  const weights = Buffer.concat(await Promise.all(paths.map((path) => read(join(folder, path)))))
  const found = createHash('sha256').update(weights).digest('hex')
  if (found !== sha256) throw damaged(folder, `expected weights with SHA-256 ${sha256}, found ${found}`)
  const artifacts: ModelArtifacts = {
    modelTopology,
    weightSpecs: weightsManifest.flatMap((group) => group.weights),
    weightData: new Uint8Array(weights).buffer,
  }
  return tf.loadLayersModel({ load: () => Promise.resolve(artifacts) })
}

async function readModelFile(path: string): Promise<z.infer<typeof modelFileSchema>> {
  const text = (await read(path)).toString('utf8')
  try {
    return modelFileSchema.parse(JSON.parse(text))
  } catch (thrown) {
    throw damaged(path, thrown instanceof z.ZodError ? describeIssues(thrown) : 'it is no JSON')
  }
}

async function read(path: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (thrown) {
    throw toAppError(thrown)
  }
}

function damaged(path: string, why: string): AppError {
  return new AppError('unreadable', `The model ${path} is damaged (${why}): train again.`, { path })
}

async function artifactsOf(model: tf.LayersModel): Promise<{
  modelTopology: unknown
  weightSpecs: NonNullable<ModelArtifacts['weightSpecs']>
  weights: Uint8Array
}> {
  let artifacts: ModelArtifacts | undefined
  await model.save(
    tf.io.withSaveHandler((given) => {
      artifacts = given
      return Promise.resolve({ modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } })
    }),
  )
  const { modelTopology, weightSpecs = [], weightData } = artifacts ?? {}
  const buffers = Array.isArray(weightData) ? weightData : weightData ? [weightData] : []
  return { modelTopology, weightSpecs, weights: Buffer.concat(buffers.map((buffer) => Buffer.from(buffer))) }
}

function inShards(weights: Uint8Array, size: number): Uint8Array[] {
  const count = Math.max(1, Math.ceil(weights.length / size))
  return Array.from({ length: count }, (_, shard) =>
    count === 1 ? weights : weights.subarray(shard * size, (shard + 1) * size),
  )
}

/** Writes a file and waits until the disk has it. */
async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'w')
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}
