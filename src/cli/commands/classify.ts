import { Option } from 'commander'
import type { Command } from 'commander'
import { classifySettingsSchema } from '../../shared/contract/predictions'
import type { Classified, ClassifySettings } from '../../shared/contract/predictions'
import type { Skipped } from '../../shared/contract/photos'
import { toAppError } from '../../shared/errors'
import { fitKinds, interpolations } from '../../shared/pixels'
import { choice, examples, numberFor, settingsFor } from '../options'
import { meter } from '../output/progress'
import { noneReadable } from '../output/skipped'
import type { RunCommand, Session } from '../session'
import { copyByAnswer } from './classify-copies'
import { writeCsv } from './classify-csv'
import { describeClassified } from './classify-lines'
import { runNumber } from './runs'

interface ClassifyOptions extends Partial<
  Pick<ClassifySettings, 'top' | 'fit' | 'interpolation' | 'threshold'>
> {
  readonly model?: string
  readonly run?: number
  readonly weights?: string
  readonly csv?: string
  readonly copyTo?: string
}

/** What is known of the photos so far: the document of `--json`. */
export interface Classification {
  model: string
  input: readonly number[]
  results: Classified[]
  skipped: Skipped[]
}

export function addClassify(program: Command, run: RunCommand): void {
  const { top, threshold, network } = classifySettingsSchema.shape
  const pretrained = network.parse(undefined)
  const defaultModel = pretrained.kind === 'pretrained' ? pretrained.id : ''
  const classify = program
    .command('classify')
    .description('say what is in photos, with a pretrained network or a run of the project')
    .argument('<path...>', 'photos, or folders of photos')
    .addOption(
      new Option('--model <id>', `the pretrained network (default: ${defaultModel})`).conflicts('run'),
    )
    .option('--run <n>', 'the network that a run trained, by the number of the run', runNumber)
    .addOption(
      new Option(
        '--weights <file>',
        'weights that Keras wrote (.h5), used without being installed',
      ).conflicts('run'),
    )
    .option('--top <n>', 'so many answers a photo', numberFor(top), top.parse(undefined))
    .addOption(
      choice('--fit <fit>', "how a photo becomes square (default: crop, or the run's own)", fitKinds),
    )
    .addOption(
      choice(
        '--interpolation <name>',
        "how it is resized (default: bicubic, or the run's own)",
        interpolations,
      ),
    )
    .option('--threshold <p>', 'no answer below this score', numberFor(threshold), threshold.parse(undefined))
    .option('--csv <file>', 'write the answers to a file as well')
    .option('--copy-to <dir>', 'copy the photos that have an answer into a folder a class')
    .action((paths: string[], options: ClassifyOptions, self: Command) =>
      run(self, options.run === undefined ? 'optional' : 'required', async (session) => {
        const settings = settingsFor(self, classifySettingsSchema, {
          ...options,
          paths: paths.map(session.absolute),
          network: networkOf(options, session, defaultModel),
        })
        const classification = await collect(session, settings)
        await deliver(session, classification, options)
        if (session.interruption.aborted) return 130
        if (classification.results.length > 0) return 0
        session.complain(noneReadable(classification.skipped))
        return 1
      }),
    )
  examples(classify, 'classify photo.jpg', 'classify photos --run 1 --threshold 0.8 --csv answers.csv')
}

function networkOf(
  { model, run, weights }: ClassifyOptions,
  { absolute }: Session,
  defaultModel: string,
): ClassifySettings['network'] {
  if (run !== undefined) return { kind: 'run', run }
  return {
    kind: 'pretrained',
    id: model ?? defaultModel,
    ...(weights !== undefined && { weights: absolute(weights) }),
  }
}

/** Everything up to the end, or up to where the user stopped it once the network was there. */
async function collect(
  { client, progress, interruption }: Session,
  settings: ClassifySettings,
): Promise<Classification> {
  const classification: Classification = { model: '', input: [], results: [], skipped: [] }
  const { results, skipped } = classification
  const measured = meter('classify', 'photos')
  let total = 0
  try {
    for await (const event of client['photos.classify'](settings, { signal: interruption })) {
      if (event.type === 'started') {
        classification.model = event.model
        classification.input = event.input
        total = event.total
      } else if (event.type === 'classified') results.push(event.result)
      else skipped.push(event.skipped)
      progress.update(measured(results.length + skipped.length, total))
    }
  } catch (thrown) {
    const stoppedMidway = toAppError(thrown).code === 'cancelled' && classification.model !== ''
    if (!stoppedMidway) throw thrown
  }
  return classification
}

async function deliver(
  session: Session,
  classification: Classification,
  { csv, copyTo }: ClassifyOptions,
): Promise<void> {
  const { results, skipped } = classification
  if (csv !== undefined) await writeCsv(session.absolute(csv), results, skipped)
  const copied = copyTo === undefined ? undefined : await copyByAnswer(session.absolute(copyTo), results)
  session.print(classification, () => describeClassified(classification, { copied, shown: session.shown }))
}
