import type { TrainSettings } from '../../shared/contract/training'

/**
 * The learning rate of a step. `cosine` falls from the whole rate to nearly 0 along half a wave over all steps:
 * rate · (1 + cos(π · step / steps)) / 2 (Loshchilov and Hutter, "SGDR", 2017, equation 5, without restarts).
 * @param step from 0, below `steps`
 */
export function learningRateAt(
  { schedule, learningRate }: Pick<TrainSettings, 'schedule' | 'learningRate'>,
  step: number,
  steps: number,
): number {
  if (schedule === 'constant') return learningRate
  return (learningRate * (1 + Math.cos((Math.PI * step) / steps))) / 2
}
