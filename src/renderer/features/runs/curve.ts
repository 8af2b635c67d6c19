import type { Batch, Epoch, TrainSettings } from '../../../shared/contract/training'

/**
 * The epochs after one more was told, in their order and each once. A stream that is asked for again tells everything from
 * the first epoch: what is known already changes nothing. An epoch with other numbers belongs to a training that began
 * anew (on the CPU, say): it takes the place of itself and of all that came after it.
 */
export function withEpoch(epochs: readonly Epoch[], epoch: Epoch): readonly Epoch[] {
  const last = epochs.at(-1)
  if (last === undefined || last.epoch < epoch.epoch) return [...epochs, epoch]
  const known = epochs.find((one) => one.epoch === epoch.epoch)
  if (known && isSame(known, epoch)) return epochs
  return [...epochs.filter((one) => one.epoch < epoch.epoch), epoch]
}

function isSame(one: Epoch, other: Epoch): boolean {
  return one.loss === other.loss && one.accuracy === other.accuracy && one.seconds === other.seconds
}

/** The epoch whose weights are kept: by validation accuracy, then validation loss; without validation the last. */
export function bestEpoch(epochs: readonly Epoch[]): Epoch | undefined {
  return epochs.reduce<Epoch | undefined>(
    (best, epoch) => (best && !isBetter(epoch, best) ? best : epoch),
    undefined,
  )
}

function isBetter(epoch: Epoch, than: Epoch): boolean {
  if (epoch.valAccuracy === null || than.valAccuracy === null) return true
  if (epoch.valAccuracy !== than.valAccuracy) return epoch.valAccuracy > than.valAccuracy
  return (epoch.valLoss ?? Infinity) < (than.valLoss ?? Infinity)
}

/**
 * At most about so many of the epochs, evenly taken, for a picture that has no room for more; the first and the last are
 * always among them.
 */
export function thinned(epochs: readonly Epoch[], most: number): readonly Epoch[] {
  const step = Math.ceil(epochs.length / most)
  return step <= 1 ? epochs : epochs.filter((_, index) => index % step === 0 || index === epochs.length - 1)
}

/** So many of the last batches are drawn: they show what happens now, the epochs what has happened. */
const MOST_BATCHES = 2000

/**
 * The batches after one more was told, each once. A stream that is asked for again tells the last ones again; a training
 * that goes on from an earlier epoch takes the place of what came after that.
 */
export function withBatch(batches: readonly Batch[], batch: Batch): readonly Batch[] {
  const last = batches.at(-1)
  if (last === undefined || placeOf(batch) > placeOf(last)) return [...batches, batch].slice(-MOST_BATCHES)
  const known = batches.some((one) => placeOf(one) === placeOf(batch) && one.loss === batch.loss)
  return known ? batches : [...batches.filter((one) => placeOf(one) < placeOf(batch)), batch]
}

/** Where a batch lies on the axis of the epochs: the last one of the second epoch at 2. */
export function placeOf({ epoch, batch, batches }: Batch): number {
  return epoch - 1 + batch / batches
}

/** How many epochs a training has at the most, those of fine-tuning among them. */
export function epochsOf({ epochs, fineTune }: Pick<TrainSettings, 'epochs' | 'fineTune'>): number {
  return epochs + (fineTune?.epochs ?? 0)
}
