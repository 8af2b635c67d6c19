import { z } from 'zod'
import { AppError } from './errors'
import { models } from './models'
import type { ModelFacts } from './models'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** The file that weights came from. */
export const weightsSourceSchema = z.object({
  /** Its name without its folder. */
  name: z.string(),
  bytes: z.int(),
  sha256,
  /** Whether its hash is one that Keras publishes for this network. */
  published: z.boolean(),
})
export type WeightsSource = z.infer<typeof weightsSourceSchema>

/** `manifest.json` beside the flat file: which numbers of it are which weight. */
export const weightsManifestSchema = z.object({
  formatVersion: z.literal(1),
  id: z.string(),
  /** Whether the layers that tell the ImageNet classes apart are among them. */
  hasTop: z.boolean(),
  /** The flat file: float32, little endian, one weight after the other in the order of `layers`. */
  file: z.string().regex(/^weights-[0-9a-f]+\.bin$/),
  bytes: z.int(),
  /** Of the flat file. */
  sha256,
  source: weightsSourceSchema,
  layers: z.array(
    z.object({
      name: z.string(),
      /** Where its weights begin in the flat file, in bytes, and the hash of them all. */
      offset: z.int().min(0),
      sha256,
      weights: z.array(z.object({ name: z.string(), shape: z.array(z.int().min(0)) })).min(1),
    }),
  ),
})
export type WeightsManifest = z.infer<typeof weightsManifestSchema>

/** The name of the manifest's file in the folder of a network. */
export const manifestName = 'manifest.json'

/** Says that a network's weights have to be fetched first, and how. */
export function missingWeights({ id }: Pick<ModelFacts, 'id'>): AppError {
  return new AppError(
    'not-found',
    `${id}'s weights are not here: \`headstart models download ${id}\`, \`models import ${id} FILE.h5\`, or take what ` +
      `ships: \`--model ${models.find(({ bundled }) => bundled)?.id ?? ''}\`.`,
    { model: id, weights: 'missing' },
  )
}

/** Says that the weights that are here are good for a base and not for ImageNet's classes. */
export function missingTop({ id }: Pick<ModelFacts, 'id'>): AppError {
  return new AppError(
    'not-found',
    `${id}'s weights are here without the top that tells ImageNet's classes apart, so it can be trained and not ` +
      `classify: \`headstart models download ${id}\`, or \`models import ${id} FILE.h5\` with the whole network.`,
    { model: id, weights: 'without top' },
  )
}
