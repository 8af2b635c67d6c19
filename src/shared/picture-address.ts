import { z } from 'zod'
import type { Photo } from './contract/photos'
import { augmentationSchema, trainSettingsSchema } from './contract/training'
import type { TrainSettings } from './contract/training'
import { pixelRuleSchema } from './pixels'

/** A picture that the page may ask for: by a number or a temporary id, never by a path. */
export type PictureRequest =
  | { readonly kind: 'thumbnail' | 'photo'; readonly photo: number }
  | { readonly kind: 'temporary'; readonly asset: string }
  | ({ readonly kind: 'augmented'; readonly photo: number } & AugmentedPicture)

/** A photo as a training sees one of its changed versions. */
export type AugmentedPicture = z.infer<typeof augmentedSchema>

type Versioned = Pick<Photo, 'id' | 'version'>

/** A small picture of a photo. @param base what pictures' addresses begin with, as `shell.describe` says */
export function thumbnailAddress(base: string, { id, version }: Versioned): string {
  return `${base}thumbnail/${id}?v=${version}`
}

/** A photo of the project in full. */
export function photoAddress(base: string, { id, version }: Versioned): string {
  return `${base}photo/${id}?v=${version}`
}

/** A photo that was offered to be classified. */
export function temporaryAddress(base: string, asset: string): string {
  return `${base}temporary/${asset}`
}

/**
 * A changed version of a photo.
 * @param settings `augment` must not be null; @param input side of the network's input in pixels
 * @param version from 1 on, as they are trained on
 */
export function augmentedAddress(
  base: string,
  { id, version: content }: Versioned,
  { augment, fit, interpolation }: Pick<TrainSettings, 'augment' | 'fit' | 'interpolation'>,
  { input, version }: { readonly input: number; readonly version: number },
): string {
  const { flip, rotate, zoom, brightness, contrast } = augmentationSchema.parse(augment)
  const rule = { v: content, input, version, fit, interpolation }
  const entries = Object.entries({ ...rule, flip, rotate, zoom, brightness, contrast })
  const query = new URLSearchParams(entries.map(([name, value]): [string, string] => [name, String(value)]))
  return `${base}augmented/${id}?${query}`
}

const amount = augmentationSchema.shape
const augmentedSchema = pixelRuleSchema.required().extend({
  input: numberOf(trainSettingsSchema.shape.input.unwrap().unwrap()),
  version: numberOf(z.int().min(1).max(1_000_000)),
  flip: z.enum(['true', 'false']).transform((text) => text === 'true'),
  rotate: numberOf(amount.rotate.unwrap()),
  zoom: numberOf(amount.zoom.unwrap()),
  brightness: numberOf(amount.brightness.unwrap()),
  contrast: numberOf(amount.contrast.unwrap()),
})

/** A number as a query has it. */
function numberOf(schema: z.ZodNumber) {
  return z
    .string()
    .regex(/^-?\d+(?:\.\d+)?(?:e-?\d+)?$/)
    .transform(Number)
    .pipe(schema)
}

const numbered = /^(thumbnail|photo|augmented)\/([1-9]\d{0,9})$/
const temporary = /^temporary\/([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/

/**
 * Which picture an address means; undefined where it means none.
 * @param path what follows the base, with or without a query
 */
export function pictureRequest(path: string): PictureRequest | undefined {
  const [place = '', query] = path.split('?')
  const [, kind, photo] = numbered.exec(place) ?? []
  if (kind === 'thumbnail' || kind === 'photo') return { kind, photo: Number(photo) }
  if (kind === 'augmented') {
    const { data } = augmentedSchema.safeParse(Object.fromEntries(new URLSearchParams(query)))
    return data && { kind, photo: Number(photo), ...data }
  }
  const [, asset] = temporary.exec(place) ?? []
  return asset === undefined ? undefined : { kind: 'temporary', asset }
}
