import type { Command } from 'commander'
import { trainResultSchema, trainSettingsSchema } from '../../shared/contract/training'
import type { Batch, Epoch, TrainResult } from '../../shared/contract/training'
import { withRecipe } from '../../shared/recipes'
import { followJob } from '../follow-job'
import { examples, settingsFor } from '../options'
import { count, decimal, duration, percentage } from '../output/numbers'
import { describeSkipped } from '../output/skipped'
import type { RunCommand, Session } from '../session'
import type { ExitStatus } from '../surroundings'
import { addTrainOptions, settingsOf } from './train-options'
import type { TrainOptions } from './train-options'

export function addTrain(program: Command, run: RunCommand): void {
  const train = program
    .command('train')
    .description('train a head on what a pretrained network sees in the photos, or a network of its own')
  addTrainOptions(train).action((options: TrainOptions, self: Command) => {
    const { recipe } = options
    const given = settingsOf(self, options, recipe !== undefined)
    const settings = settingsFor(self, trainSettingsSchema, recipe ? withRecipe(recipe, given) : given)
    return run(self, 'required', async (session) =>
      followTraining(session, await session.client['runs.start'](settings)),
    )
  })
  examples(
    train,
    'train',
    'train --recipe tutorial',
    'train --epochs 20 --units 128 --seed 2 --early-stop 3',
    'train --augment --fine-tune 2 --fine-tune-epochs 5',
    'train --scratch --filters 32,64,128 --units 128 --dropout 0.5 --epochs 20',
  )
}

/** Shows a training until it has ended, and then what it gave; stopped by the user, what is whole. */
export async function followTraining(
  session: Session,
  { job, run }: { readonly job: number; readonly run: number },
): Promise<ExitStatus> {
  const [{ result, stopped }, remark] = await Promise.all([
    followJob(session, job, trainResultSchema),
    showEvents(session, run),
  ])
  session.print(result, () => describeTraining(result, { stopped, remark }, session))
  return stopped ? 130 : 0
}

/**
 * A line for each epoch as it ends, and beside the bar where its batches are, until the run has ended.
 * @returns what is out of the ordinary about it
 */
async function showEvents({ client, progress }: Session, run: number): Promise<string | null> {
  for await (const event of client['runs.watch']({ run })) {
    if (event.type === 'batch') progress.detail(describeBatch(event.batch))
    if (event.type === 'epoch') progress.line(describeEpoch(event.epoch))
    if (event.type === 'ended') return event.run.reason
  }
  return null
}

function describeBatch({ epoch, loss, accuracy, photosPerSecond, memory }: Batch): string {
  return (
    `epoch ${epoch}  loss ${decimal(loss, 4)}  accuracy ${percentage(accuracy)}  ` +
    `${count(photosPerSecond)} photos/s  ${count(memory / 1e6)} MB`
  )
}

function describeEpoch({ epoch, phase, loss, accuracy, valLoss, valAccuracy, seconds }: Epoch): string {
  return (
    `epoch ${epoch}${phase === 'fine-tune' ? ' (fine-tuning)' : ''}  loss ${decimal(loss, 4)}  ` +
    `accuracy ${percentage(accuracy)}  validation loss ${decimal(valLoss, 4)}  accuracy ${percentage(valAccuracy)}  ${duration(seconds)}`
  )
}

interface Ended {
  readonly stopped: boolean
  readonly remark: string | null
}

function describeTraining(result: TrainResult, { stopped, remark }: Ended, { shown }: Session): string[] {
  const { run, best, epochs, seconds, skipped } = result
  const { features, training, total } = seconds
  return [
    `Run ${run} ${stopped ? 'stopped' : 'done'} after ${epochs.length} epochs in ${duration(total)} ` +
      `(features ${duration(features)}, training ${duration(training)}).`,
    best.valAccuracy === null
      ? `Kept: epoch ${best.epoch}.`
      : `Best: epoch ${best.epoch}, right on ${percentage(best.valAccuracy)} of the validation photos.`,
    ...(remark === null ? [] : [remark]),
    ...describeSkipped(skipped, shown),
    '',
    `Next: headstart evaluate --run ${run}, or headstart classify PHOTO --run ${run}`,
  ]
}
