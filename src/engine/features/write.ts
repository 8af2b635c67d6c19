import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { z } from 'zod'
import { NpyWriter, npyRows, photoArrayShape, readNpyHeader } from '../../pixels/npy'
import type { featuresManifestSchema } from '../../shared/contract/engine'
import type { Skipped } from '../../shared/contract/photos'
import type { FeaturesEvent } from '../../shared/contract/predictions'
import { AppError, cancelled } from '../../shared/errors'
import type { EngineParts } from '../parts'
import { inBatches } from '../reading/photos'
import { readFast } from '../reading/thread'
import type { Predictor } from '../predictor'
import { featureBatch, featuresOf } from './compute'

type FeaturesManifest = z.output<typeof featuresManifestSchema>

/** What comes in: pixels with the name under which their row is listed, or what was left out. */
type Item = { readonly path: string; readonly pixels: Uint8Array } | { readonly skipped: Skipped }

interface Source {
  readonly total: number
  readonly items: AsyncIterable<Item>
}

/**
 * Writes the features of photos, or of the photos in a `.npy` array, into a `.npy` file of float32; what cannot be
 * read has no row. The file appears when it is whole.
 * @throws AppError `bad-input` for an array whose photos are not of the network's input size, `unsupported` for one
 * that is not of bytes; `not-found`, `unreadable`, `no-space`, `cancelled`
 */
export async function* writeFeatures(
  parts: EngineParts,
  manifest: FeaturesManifest,
  signal: AbortSignal,
): AsyncGenerator<FeaturesEvent, void, undefined> {
  const { device, networks } = parts
  const { base, out, weights } = manifest
  const { total, items } = await openSource(parts, manifest, signal)
  using lease = await device.turn('training', () => networks.base({ ...base, weights }))
  const shape = lease.value.outputShape
  await mkdir(dirname(out), { recursive: true })
  const writer = await NpyWriter.create(out, shape)
  const [paths, skipped]: [string[], Skipped[]] = [[], []]
  let isWritten = false
  try {
    for await (const batch of inBatches(items, featureBatch)) {
      const read = batch.filter((item) => 'pixels' in item)
      for (const item of batch) if ('skipped' in item) skipped.push(item.skipped)
      await writer.append(await inTurn(device, lease.value, read, signal))
      paths.push(...read.map(({ path }) => path))
      yield { type: 'progress', done: paths.length + skipped.length, total }
    }
    isWritten = true
    await writer.close()
    yield { type: 'done', out, shape: [paths.length, ...shape], paths, skipped }
  } finally {
    if (!isWritten) await writer.discard()
  }
}

function inTurn(
  device: EngineParts['device'],
  predictor: Predictor,
  photos: readonly { readonly pixels: Uint8Array }[],
  signal: AbortSignal,
): Promise<Float32Array> {
  return device.turn('training', () => {
    if (signal.aborted) throw cancelled()
    return featuresOf(
      predictor,
      photos.map(({ pixels }) => pixels),
    )
  })
}

async function openSource(
  { photoThread }: EngineParts,
  { base, source }: FeaturesManifest,
  signal: AbortSignal,
): Promise<Source> {
  if (source.kind === 'photos') {
    const options = { ...base, height: base.input, width: base.input }
    const { paths } = source
    return { total: paths.length, items: readFast(photoThread, { paths, options }, signal) }
  }
  const total = await checkArray(source.path, base.input)
  return { total, items: arrayItems(source.path) }
}

/** @returns how many photos it holds */
async function checkArray(path: string, input: number): Promise<number> {
  const header = await readNpyHeader(path)
  const { count, height, width } = photoArrayShape(header)
  if (header.type !== 'uint8') {
    throw new AppError(
      'unsupported',
      `Expected an array of uint8, 0 to 255, and ${path} holds ${header.type}: save it with astype("uint8").`,
      { path, type: header.type },
    )
  }
  if (height === input && width === input) return count
  throw new AppError(
    'bad-input',
    `The network takes photos of ${input} × ${input} pixels, and those of ${path} are ${width} × ${height}: ` +
      (height === width ? `use --input ${width}.` : 'resize them to a square first.'),
    { path, input, height, width },
  )
}

/** The rows' names are their numbers, from 0. */
async function* arrayItems(path: string): AsyncGenerator<Item, void, undefined> {
  let row = 0
  for await (const pixels of npyRows(path)) {
    if (pixels instanceof Uint8Array) yield { path: String(row++), pixels }
  }
}
