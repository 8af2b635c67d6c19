import type { Command } from 'commander'
import { heads, optimizers, trainResultSchema, trainSettingsSchema } from '../../shared/contract/training'
import type { Epoch, TrainResult, TrainSettings } from '../../shared/contract/training'
import { fitKinds, interpolations } from '../../shared/pixels'
import { recipeNames, withRecipe } from '../../shared/recipes'
import type { RecipeName } from '../../shared/recipes'
import { followJob } from '../follow-job'
import { choice, examples, numberFor, settingsFor } from '../options'
import { decimal, duration, percentage } from '../output/numbers'
import { describeSkipped } from '../output/skipped'
import type { RunCommand, Session } from '../session'

interface TrainOptions extends Partial<TrainSettings> {
  readonly recipe?: RecipeName
}

export function addTrain(program: Command, run: RunCommand): void {
  const { shape } = trainSettingsSchema
  const defaults = trainSettingsSchema.parse({})
  const train = program
    .command('train')
    .description('train a head on what a pretrained network sees in the photos')
    .addOption(choice('--recipe <name>', 'settings that belong together; others go before', recipeNames))
    .option('--model <id>', 'the pretrained network', defaults.model)
    .option('--input <n>', "side of the network's input in pixels (default: its own)", numberFor(shape.input))
    .addOption(choice('--head <kind>', 'what is put on the network', heads).default(defaults.head))
    .option('--units <n>', 'units of a hidden layer; 0: none', numberFor(shape.units), defaults.units)
    .option('--dropout <share>', 'share of features left out', numberFor(shape.dropout), defaults.dropout)
    .option('--epochs <n>', 'passes over the photos', numberFor(shape.epochs), defaults.epochs)
    .option('--batch <n>', 'photos a step', numberFor(shape.batch), defaults.batch)
    .option('--learning-rate <n>', 'size of a step', numberFor(shape.learningRate), defaults.learningRate)
    .addOption(choice('--optimizer <name>', 'how steps are made', optimizers).default(defaults.optimizer))
    .option('--seed <n>', 'the same seed gives the same head', numberFor(shape.seed), defaults.seed)
    .addOption(choice('--fit <fit>', 'how a photo becomes square', fitKinds).default(defaults.fit))
    .addOption(
      choice('--interpolation <name>', 'how it is resized', interpolations).default(defaults.interpolation),
    )
    .action(({ recipe, ...options }: TrainOptions, self: Command) => {
      const given = recipe ? withRecipe(recipe, typedIn(options, self)) : options
      const settings = settingsFor(self, trainSettingsSchema, given)
      return run(self, 'required', async (session) => {
        const { job, run: number } = await session.client['runs.start'](settings)
        const [{ result, stopped }] = await Promise.all([
          followJob(session, job, trainResultSchema),
          showEpochs(session, number),
        ])
        session.print(result, () => describeTraining(result, stopped, session))
        return stopped ? 130 : 0
      })
    })
  examples(train, 'train', 'train --epochs 20 --units 128 --seed 2', 'train --recipe tutorial')
}

/** The settings that somebody wrote down, without those that have their default. */
function typedIn(options: Partial<TrainSettings>, self: Command): Partial<TrainSettings> {
  const typed = Object.entries(options).filter(([name]) => self.getOptionValueSource(name) === 'cli')
  return Object.fromEntries(typed)
}

/** A line for each epoch as it ends, until the run has ended. */
async function showEpochs({ client, progress }: Session, run: number): Promise<void> {
  for await (const event of client['runs.watch']({ run })) {
    if (event.type === 'epoch') progress.line(describeEpoch(event.epoch))
  }
}

function describeEpoch({ epoch, loss, accuracy, valLoss, valAccuracy, seconds }: Epoch): string {
  return (
    `epoch ${epoch}  loss ${decimal(loss, 4)}  accuracy ${percentage(accuracy)}  ` +
    `validation loss ${decimal(valLoss, 4)}  accuracy ${percentage(valAccuracy)}  ${duration(seconds)}`
  )
}

function describeTraining(result: TrainResult, stopped: boolean, { shown }: Session): string[] {
  const { run, best, epochs, seconds, skipped } = result
  const { features, training, total } = seconds
  return [
    `Run ${run} ${stopped ? 'stopped' : 'done'} after ${epochs.length} epochs in ${duration(total)} ` +
      `(features ${duration(features)}, training ${duration(training)}).`,
    best.valAccuracy === null
      ? 'No photos were kept for validation: `headstart split` keeps some.'
      : `Best: epoch ${best.epoch}, right on ${percentage(best.valAccuracy)} of the validation photos.`,
    ...describeSkipped(skipped, shown),
    '',
    `Next: headstart evaluate --run ${run}, or headstart classify PHOTO --run ${run}`,
  ]
}
