import type { Command } from 'commander'
import { featuresSettingsSchema, poolings } from '../../shared/contract/predictions'
import type { FeaturesEvent, FeaturesSettings } from '../../shared/contract/predictions'
import { AppError } from '../../shared/errors'
import { fitKinds, interpolations } from '../../shared/pixels'
import { choice, examples, numberFor, settingsFor } from '../options'
import { meter } from '../output/progress'
import { describeSkipped } from '../output/skipped'
import type { RunCommand, Session } from '../session'

type Written = Omit<Extract<FeaturesEvent, { type: 'done' }>, 'type'>

interface FeaturesOptions extends Partial<Omit<FeaturesSettings, 'source' | 'out'>> {
  readonly out: string
  readonly npy?: string
}

export function addFeatures(program: Command, run: RunCommand): void {
  const defaults = featuresSettingsSchema.shape
  const features = program
    .command('features')
    .description('write what a pretrained network sees in photos: a row of numbers a photo, as a NumPy array')
    .argument('[path...]', 'photos, or folders of photos')
    .requiredOption('--out <file.npy>', 'the file to write')
    .option('--npy <file.npy>', 'take the photos from an array instead: uint8 (n, h, w, 3)')
    .option('--model <id>', 'the pretrained network', defaults.model.parse(undefined))
    .option('--weights <file>', 'weights that Keras wrote (.h5), used without being installed')
    .option(
      '--input <n>',
      "side of the network's input in pixels (default: its own)",
      numberFor(defaults.input),
    )
    .addOption(
      choice('--pooling <kind>', 'avg: one row a photo; none: the whole map', poolings).default('avg'),
    )
    .addOption(choice('--fit <fit>', 'how a photo becomes square', fitKinds).default('crop'))
    .addOption(choice('--interpolation <name>', 'how it is resized', interpolations).default('bicubic'))
    .action((paths: string[], options: FeaturesOptions, self: Command) => {
      const source = sourceOf(paths, options, self)
      return run(self, 'optional', async (session) => {
        const settings = settingsFor(self, featuresSettingsSchema, {
          ...options,
          source: absoluteSource(source, session),
          out: session.absolute(options.out),
          ...(options.weights !== undefined && { weights: session.absolute(options.weights) }),
        })
        const written = await write(session, settings)
        session.print(written, () => describeWritten(written, session))
        return 0
      })
    })
  examples(features, 'features photos --out photos.npy', 'features --npy photos.npy --out features.npy')
}

function sourceOf(paths: string[], { npy }: FeaturesOptions, self: Command): FeaturesSettings['source'] {
  if (npy !== undefined && paths.length === 0) return { kind: 'array', path: npy }
  if (npy === undefined && paths.length > 0) return { kind: 'photos', paths }
  return self.error('error: expected either photos and folders, or --npy with an array')
}

function absoluteSource(
  source: FeaturesSettings['source'],
  { absolute }: Session,
): FeaturesSettings['source'] {
  return source.kind === 'array'
    ? { kind: 'array', path: absolute(source.path) }
    : { kind: 'photos', paths: source.paths.map(absolute) }
}

async function write(
  { client, progress, interruption }: Session,
  settings: FeaturesSettings,
): Promise<Written> {
  const measured = meter('features', 'photos')
  for await (const event of client['features.write'](settings, { signal: interruption })) {
    if (event.type === 'done') {
      const { out, shape, paths, skipped } = event
      return { out, shape, paths, skipped }
    }
    progress.update(measured(event.done, event.total))
  }
  throw new AppError('internal', 'The features ended without a file: run `headstart doctor`.')
}

function describeWritten({ out, shape, skipped }: Written, { shown }: Session): string[] {
  return [`Features of shape (${shape.join(', ')}) in ${shown(out)}.`, ...describeSkipped(skipped, shown)]
}
