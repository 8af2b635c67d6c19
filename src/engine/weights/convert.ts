import { rm } from 'node:fs/promises'
import { AppError } from '../../shared/errors'
import type { WeightsManifest } from '../../shared/weights-manifest'
import { extractWeights } from './archive'
import type { ExpectedNetwork } from './expected'
import { fileKind } from './file-kind'
import { FlatFileWriter } from './flat-file'
import { Hdf5File } from './hdf5'
import { layoutOf } from './layouts'
import { matchLayers } from './match'
import type { Match, MatchedLayer } from './match'

export interface ConvertRequest {
  /** Absolute path of a file that Keras wrote. */
  readonly path: string
  /** The same for people. */
  readonly name: string
  readonly network: ExpectedNetwork
  /** Absolute path of the flat file; nothing is there yet. */
  readonly target: string
}

export type Converted = Pick<WeightsManifest, 'hasTop' | 'bytes' | 'sha256' | 'layers'>

/** Bytes done, and in all. */
export type ReportBytes = (done: number, total: number) => void

/**
 * Writes the weights of a file that Keras wrote into a flat file, in the order of the network's layers, once all shapes
 * are known to fit. Whatever stays in `target` after an error is to be removed.
 * @throws AppError `bad-input` or `unreadable`, naming the first layer that does not fit where there is one; `not-found`,
 *   `no-space`
 */
export async function convertWeights(request: ConvertRequest, report: ReportBytes): Promise<Converted> {
  const { path, name, network, target } = request
  if ((await fileKind(path, name)) === 'hdf5') return convertHdf5(request, report)
  const unpacked = `${target}.unpacked`
  try {
    // Weights of 8 bytes beside an optimizer's two copies are six times what is expected.
    const largest = 8 * bytesOf(network.layers.flatMap(({ weights }) => weights)) + 64e6
    await extractWeights(path, unpacked, { name, largest })
    if ((await fileKind(unpacked, name)) !== 'hdf5') throw new AppError('bad-input', `${name} holds no HDF5.`)
    return await convertHdf5({ ...request, path: unpacked }, report)
  } finally {
    await rm(unpacked, { force: true })
  }
}

async function convertHdf5({ path, name, network, target }: ConvertRequest, report: ReportBytes) {
  using file = await Hdf5File.open(path, name)
  const match = matchLayers(network, layoutOf(file), name)
  const writer = await FlatFileWriter.create(target)
  try {
    const layers = await writeLayers(file, match, writer, report)
    const { bytes } = writer
    return { hasTop: match.hasTop, bytes, sha256: await writer.finish(), layers }
  } finally {
    await writer.abandon()
  }
}

async function writeLayers(
  file: Hdf5File,
  { layers }: Match,
  writer: FlatFileWriter,
  report: ReportBytes,
): Promise<Converted['layers']> {
  const total = bytesOf(layers.flatMap(({ expected }) => expected.weights))
  const written: Converted['layers'] = []
  let told = 0
  for (const layer of layers) {
    const { name, weights } = layer.expected
    const offset = writer.bytes
    for (const { expected, dataset } of layer.weights) {
      for (const values of file.floats(dataset)) {
        if (!areFinite(values)) throw notFinite(file, layer, expected.name)
        await writer.append(values)
        if (writer.bytes - told >= total / 200 || writer.bytes === total) report((told = writer.bytes), total)
      }
    }
    const plain = weights.map((weight) => ({ name: weight.name, shape: [...weight.shape] }))
    written.push({ name, offset, sha256: writer.endPart(), weights: plain })
  }
  return written
}

function bytesOf(weights: readonly { readonly shape: readonly number[] }[]): number {
  return weights.reduce((sum, { shape }) => sum + 4 * shape.reduce((size, side) => size * side, 1), 0)
}

/** By the bits of the exponent, which are all set in infinity and in what is no number: fifty times as fast as asking. */
function areFinite(values: Float32Array): boolean {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length)
  for (let index = 0; index < bits.length; index++) {
    if (((bits[index] as number) & 0x7f800000) === 0x7f800000) return false
  }
  return true
}

function notFinite({ name: file }: Hdf5File, { expected }: MatchedLayer, weight: string): AppError {
  return new AppError(
    'bad-input',
    `Layer ${expected.name} of ${file} holds numbers that are infinite or none at all (${weight}): the file is damaged ` +
      'or comes from a failed training, take another one.',
    { file, layer: expected.name, weight },
  )
}
