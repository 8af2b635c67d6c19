import type { ModelRow } from '../../../shared/contract/models'
import { strings } from '../../strings'
import { bytes, duration, rate } from '../../ui/formats'
import type { WeightsProgress } from './weights.store'

/** Whether a network's weights are here, in a word. */
export function weightsState({ weights, hasTop }: Pick<ModelRow, 'weights' | 'hasTop'>): string {
  const { states, noTop } = strings.models
  return weights === 'installed' && !hasTop ? noTop : states[weights]
}

/** How much has come, how fast, and how long the rest will take. */
export function howFar(progress: WeightsProgress | null): string {
  if (!progress) return ''
  const { done, total, eta, rate: perSecond } = progress
  const speed = perSecond === null || perSecond <= 0 ? null : rate(perSecond / 1e6, 'MB')
  return strings.models.progress(
    bytes(done),
    total === null ? null : bytes(total),
    speed,
    eta === null ? null : duration(eta),
  )
}

/** 0 to 1; null where nothing can be told. */
export function shareOf(progress: WeightsProgress | null): number | null {
  return progress?.total ? progress.done / progress.total : null
}
