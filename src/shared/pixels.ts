import { z } from 'zod'

/** How a photo of any shape becomes one of the wished shape; `cropBox` and `placement` in src/pixels define each. */
export const fitKinds = ['crop', 'squash', 'pad'] as const

/** How colours between pixels are found, named as Pillow and Keras name them. */
export const interpolations = ['nearest', 'bilinear', 'bicubic', 'lanczos'] as const

export const fitSchema = z.enum(fitKinds)
export const interpolationSchema = z.enum(interpolations)

export type Fit = z.infer<typeof fitSchema>
export type Interpolation = z.infer<typeof interpolationSchema>

/**
 * The share of the photo that `crop` keeps along each axis. 0.875 = 224/256, the usual evaluation of ImageNet networks:
 * resize the shorter side to 256, then take the centre 224×224.
 */
export const CROP_FRACTION = 0.875

/** What decides, beside the size, which pixels a network sees; what is missing takes the default. */
export const pixelRuleSchema = z.object({
  fit: fitSchema.default('crop'),
  interpolation: interpolationSchema.default('bicubic'),
})

export type PixelRule = z.infer<typeof pixelRuleSchema>

export const defaultPixelRule: Readonly<PixelRule> = Object.freeze(pixelRuleSchema.parse({}))
