import { z } from 'zod'
import { CROP_FRACTION, fitSchema, interpolationSchema } from '../../shared/pixels'
import { scratchModel } from '../../shared/contract/training'
import { modelFacts, preprocessings } from '../../shared/models'
import type { RunFile } from '../head/run-file'
import type { Sample } from './samples'

/** `metadata.json`: all that is needed to use an export without the application. */
export const metadataSchema = z.object({
  version: z.literal(1),
  generatedBy: z.literal('Headstart'),
  /** In the order of the scores. */
  classes: z.array(z.string()),
  model: z.string(),
  input: z.object({
    width: z.int(),
    height: z.int(),
    channels: z.literal('RGB'),
    range: z.tuple([z.literal(0), z.literal(255)]),
    /** How a photo of any shape becomes one of the input's. */
    fit: fitSchema,
    /** The share of the photo that the fit `crop` keeps along each axis. */
    cropFraction: z.number(),
    interpolation: interpolationSchema,
    /** What happens to a photo before that. */
    decoding: z.array(z.string()),
  }),
  preprocessing: z.object({
    /** `unit`: of a network that was trained from scratch. */
    rule: z.enum([...preprocessings, 'unit']),
    formula: z.string(),
    /** The model does it itself: it takes pixels as `input` says. */
    included: z.literal(true),
  }),
  output: z.object({ activation: z.literal('softmax'), shape: z.array(z.int()) }),
  licence: z.object({ base: z.string(), file: z.string() }),
  samples: z.array(z.object({ file: z.string(), label: z.string(), scores: z.array(z.number()) })),
})
export type Metadata = z.infer<typeof metadataSchema>

const formulas: Record<(typeof preprocessings)[number] | 'unit', string> = {
  unit: 'x / 255',
  lite: '(x - 127) / 128',
  tf: 'x / 127.5 - 1',
  caffe: 'BGR, x - [103.939, 116.779, 123.68]',
  torch: '(x / 255 - [0.485, 0.456, 0.406]) / [0.229, 0.224, 0.225]',
}

export function describeExport({ classes, base }: RunFile, samples: readonly Sample[]): Metadata {
  const isFromScratch = base.model === scratchModel
  const rule = isFromScratch ? 'unit' : modelFacts(base.model).preprocessing
  return {
    version: 1,
    generatedBy: 'Headstart',
    classes,
    model: base.model,
    input: {
      width: base.input,
      height: base.input,
      channels: 'RGB',
      range: [0, 255],
      fit: base.fit,
      cropFraction: CROP_FRACTION,
      interpolation: base.interpolation,
      decoding: ['EXIF orientation applied', 'sRGB, 8 bits a channel', 'transparency over white'],
    },
    preprocessing: { rule, formula: formulas[rule], included: true },
    output: { activation: 'softmax', shape: [classes.length] },
    licence: {
      base: isFromScratch
        ? 'All weights of this model were trained on its user’s own photos.'
        : `The weights of ${base.model} are part of this model; LICENSE has their terms.`,
      file: 'LICENSE',
    },
    samples: samples.map(({ file, label, scores }) => ({ file, label, scores: [...scores] })),
  }
}
