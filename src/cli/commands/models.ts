import type { Command } from 'commander'
import type { ModelRow, ModelSummary, WeightsEvent, WeightsResult } from '../../shared/contract/models'
import { AppError } from '../../shared/errors'
import { examples } from '../options'
import { describeModels, describeSummary, describeWeights } from './models-lines'
import { addModelsGraph } from './models-graph'
import { readSize } from './models-size'
import type { RunCommand, Session } from '../session'

interface ShowOptions {
  readonly top: boolean
  readonly input?: [number, number]
}

/** The table of networks, their weights, and a look at each. */
export function addModels(program: Command, run: RunCommand): void {
  const models = program.command('models').description('the pretrained networks, and their weights')
  const list = models
    .command('list', { isDefault: true })
    .description('the table of networks')
    .action((_options: unknown, self: Command) =>
      run(self, 'optional', async ({ client, print }) => {
        const rows = await client['models.list']({})
        print(rows.map(publicRow), () => describeModels(rows))
        return 0
      }),
    )
  examples(models, 'models', 'models show ResNet50', 'models download MobileNetV2')
  examples(list, 'models list --json')
  addShow(models, run)
  addModelsGraph(models, run)
  addWeights(models, run)
}

function addShow(models: Command, run: RunCommand): void {
  const show = models
    .command('show')
    .description('the layers of a network')
    .argument('<id>', 'the network')
    .option('--no-top', 'without the layers that tell the ImageNet classes apart')
    .option(
      '--input <size>',
      "height and width of the photos, like 150x150 (default: the network's own)",
      readSize,
    )
    .action((id: string, { top, input }: ShowOptions, self: Command) =>
      run(self, 'optional', async ({ client, print, interruption }) => {
        const settings = { id, top, ...(input && { input }) }
        const summary: ModelSummary = await client['models.show'](settings, { signal: interruption })
        print(summary, () => describeSummary(summary))
        return 0
      }),
    )
  examples(show, 'models show InceptionV3 --no-top --input 150x150', 'models show VGG16 --json')
}

function addWeights(models: Command, run: RunCommand): void {
  const take = models
    .command('import')
    .description("take a network's weights from a file that Keras wrote")
    .argument('<id>', 'the network')
    .argument('<file>', 'a file of weights or a whole model: .h5, .weights.h5 or .keras')
    .action((id: string, file: string, _options: unknown, self: Command) =>
      run(self, 'optional', async (session) => {
        const { client, absolute, interruption } = session
        const events = client['models.import']({ id, path: absolute(file) }, { signal: interruption })
        return tell(session, await followWeights(session, events))
      }),
    )
  const download = models
    .command('download')
    .description('fetch the weights that Keras publishes; stopped, it goes on from there the next time')
    .argument('<id>', 'the network')
    .option('--no-top', 'the smaller file without the top: good for training, not for classifying')
    .action((id: string, { top }: { top: boolean }, self: Command) =>
      run(self, 'optional', async (session) => {
        const { client, interruption } = session
        const events = client['models.download']({ id, includeTop: top }, { signal: interruption })
        return tell(session, await followWeights(session, events))
      }),
    )
  const remove = models
    .command('remove')
    .description('remove the installed weights of a network')
    .argument('<id>', 'the network')
    .action((id: string, _options: unknown, self: Command) =>
      run(self, 'optional', async (session) => tell(session, await session.client['models.remove']({ id }))),
    )
  examples(take, 'models import MobileNetV2 mobilenet_v2.h5', 'models import ResNet50 ResNet50.weights.h5')
  examples(download, 'models download MobileNetV2', 'models download VGG16 --no-top')
  examples(remove, 'models remove VGG16')
}

/** What the command line's grammar promises of a row. */
function publicRow({ id, label, parameters, sizeMB, top1, top5, depth, input, minInput, weights }: ModelRow) {
  return { id, label, parameters, sizeMB, top1, top5, depth, input, minInput, weights }
}

async function followWeights(
  { progress }: Session,
  events: AsyncIterable<WeightsEvent>,
): Promise<WeightsResult> {
  try {
    for await (const event of events) {
      if (event.type === 'done') return event.result
      progress.update(inMegabytes(event.progress))
    }
  } finally {
    progress.finish()
  }
  throw new AppError('internal', 'The weights came to no end: run `headstart doctor`.')
}

/** Bytes are too many digits for people. */
function inMegabytes(progress: Extract<WeightsEvent, { type: 'progress' }>['progress']) {
  const { done, total, rate } = progress
  const megabytes = (bytes: number): number => bytes / 1e6
  return {
    ...progress,
    unit: 'MB',
    done: megabytes(done),
    total: total === null ? null : megabytes(total),
    rate: rate === null ? null : megabytes(rate),
  }
}

function tell({ print }: Session, result: WeightsResult): 0 {
  const { id, weights, bytes, sha256 } = result
  print({ id, weights, bytes, sha256 }, () => describeWeights(result))
  return 0
}
