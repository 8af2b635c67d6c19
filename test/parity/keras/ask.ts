import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import type { KerasId } from '../reference'

const script = join(import.meta.dirname, 'ask_keras.py')

/** A Python with Keras, which `npm run test:parity` provides. */
const python = process.env['HEADSTART_KERAS_PYTHON']

/** Why tests that ask Keras itself are skipped, or false where it is there. */
export const kerasMissing: string | false = python
  ? false
  : `Keras is missing: ${process.env['HEADSTART_KERAS_MISSING'] ?? '`npm run test:parity` provides it'}`

/** The file that Keras always writes: in the layout of the published ones, with the top. */
export const published = 'published.h5'

/** The same weights in the other layouts that it writes or wrote. */
export const otherLayouts = [
  'without-top.h5',
  'whole-model.h5',
  'keras-3.weights.h5',
  'archive.keras',
] as const
export type OtherLayout = (typeof otherLayouts)[number]

const filesSchema = z.object({
  scores: z.array(z.number()).length(1000),
  features: z.array(z.number()).min(1),
  peak: z.int(),
})
/** Answers to the generated photo by the weights in `published`: scores before the softmax, and features at 150 × 150. */
export type KerasAnswers = z.infer<typeof filesSchema>

/** Has Keras fill a network with generated weights, write them into a folder, read them back, and answer with them. */
export function kerasFiles(
  id: KerasId,
  folder: string,
  layouts: readonly OtherLayout[] = [],
): Promise<KerasAnswers> {
  return ask(filesSchema, 'files', id, folder, ...layouts)
}

const bestSchema = z.array(z.object({ index: z.int(), score: z.number() }))

/** Keras' best class of each photo, by MobileNetV2 with the weights of a file; photos are read by `load_img`. */
export function kerasBest(weights: string, photos: readonly string[]): Promise<z.infer<typeof bestSchema>> {
  return ask(bestSchema, 'classify', weights, ...photos)
}

const placesSchema = z.array(z.tuple([z.int(), z.int()]))

/** Where the numbers of a file's tables lie, sorted: everything else is structure. */
export function placesOfNumbers(path: string): Promise<[offset: number, bytes: number][]> {
  return ask(placesSchema, 'numbers', path)
}

const accuraciesSchema = z.array(z.array(z.number()))

/**
 * Has Keras train a network from scratch, once a seed.
 * @param folder absolute, with `pixels.bin` and `facts.json` (`scratch.test.ts`)
 * @returns for each seed the accuracy of every epoch, 0 to 1, on the photos to check with
 */
export function kerasFromScratch(folder: string, seeds: readonly number[]): Promise<number[][]> {
  return ask(accuraciesSchema, 'scratch', folder, ...seeds.map(String))
}

async function ask<Shape extends z.ZodType>(
  schema: Shape,
  ...parameters: string[]
): Promise<z.output<Shape>> {
  if (!python) throw new Error(kerasMissing || 'Keras is missing')
  const answered = await promisify(execFile)(python, [script, ...parameters], { maxBuffer: 2 ** 26 })
  return schema.parse(JSON.parse(answered.stdout))
}
