import { join } from 'node:path'
import { scratchModel } from '../../shared/contract/training'
import { modelFacts } from '../../shared/models'
import { withBatch } from '../batch'
import type { Device } from '../device'
import { loadHead } from '../head/load'
import { writeLayersModel } from '../layers-model'
import type { WrittenFile } from '../layers-model'
import { numbersOf } from '../numbers'
import type { EngineParts } from '../parts'
import { tf } from '../tensorflow'
import { wholeNetwork } from './whole-network'

/** As tfjs' own converter cuts them, so that browsers keep them in their caches. */
const shardBytes = 4 * 1024 * 1024

/** A photo as the network sees it, with the application's own scores. */
interface Checked {
  readonly pixels: Uint8Array
  readonly scores: readonly number[]
}

/** Writes the whole network of a run as a tfjs layers model that needs nothing of ours to be loaded. */
export async function writeTfjs(
  { device, networks }: EngineParts,
  runFolder: string,
  folder: string,
): Promise<readonly WrittenFile[]> {
  const { run, head } = await loadHead(runFolder)
  try {
    const base = run.base.model === scratchModel ? null : await networks.layersBase(run.base)
    try {
      const preprocessing = base && modelFacts(run.base.model).preprocessing
      const network = await device.turn('training', () => wholeNetwork(base, head, preprocessing))
      try {
        return (await writeLayersModel(network, folder, shardBytes)).files
      } finally {
        network.dispose()
      }
    } finally {
      base?.dispose()
    }
  } finally {
    head.dispose()
  }
}

/**
 * Reads an exported model back as its users will, and has it score photos.
 * @returns the largest difference to the application's own scores
 */
export async function checkTfjs(device: Device, folder: string, photos: readonly Checked[]): Promise<number> {
  // A path and no address: the loader takes an address's %20 for part of a name.
  const network = await tf.loadLayersModel(tf.io.fileSystem(join(folder, 'model.json')))
  try {
    let largest = 0
    for (const { pixels, scores } of photos) {
      const found = await device.turn('training', () => scorePixels(network, pixels))
      for (const [index, score] of scores.entries()) {
        largest = Math.max(largest, Math.abs((found[index] ?? NaN) - score))
      }
    }
    return largest
  } finally {
    network.dispose()
  }
}

function scorePixels(network: tf.LayersModel, pixels: Uint8Array): Float32Array {
  const [, height, width] = network.inputs[0]?.shape ?? []
  return withBatch([pixels], [height ?? 0, width ?? 0], (batch) =>
    numbersOf(() => network.predict(batch) as tf.Tensor),
  )
}
