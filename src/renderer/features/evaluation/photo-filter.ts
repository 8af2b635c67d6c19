import type { LocationQuery, RouteLocationRaw } from 'vue-router'
import type { Evaluation } from '../../../shared/contract/evaluation'
import { splitSchema } from '../../../shared/contract/photos'
import type { SplitName } from '../../../shared/contract/photos'
import { strings } from '../../strings'

/** Which of a run's answers: a cell of the matrix, a class, a bin of the confidence, or what was right or wrong. */
export interface PhotoFilter {
  readonly label?: string
  readonly predicted?: string
  readonly from?: number
  readonly to?: number
  readonly right?: boolean
}

/** The address of the photos behind a number of an evaluation. */
export function photosOf(
  { run, split }: Pick<Evaluation, 'run' | 'split'>,
  filter: PhotoFilter,
): RouteLocationRaw {
  const entries = Object.entries(filter).filter(([, value]) => value !== undefined)
  const query = Object.fromEntries(entries.map(([name, value]) => [name, String(value)]))
  return { name: 'run-photos', params: { run }, query: { split, ...query } }
}

/** The same back out of an address; whatever makes no sense there is left out. */
export function filterOf(query: LocationQuery): { split: SplitName; filter: PhotoFilter } {
  const text = (name: string): string | undefined => {
    const value = query[name]
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  const share = (name: string): number | undefined => {
    const value = Number(text(name) ?? NaN)
    return value >= 0 && value <= 1 ? value : undefined
  }
  const right = text('right')
  const filter = {
    ...{ label: text('label'), predicted: text('predicted'), from: share('from'), to: share('to') },
    right: right === 'true' ? true : right === 'false' ? false : undefined,
  }
  const given = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined))
  return { split: splitSchema.catch('val').parse(text('split')), filter: given }
}

/** A filter in words. */
export function filterText({ label, predicted, from, to, right }: PhotoFilter): string {
  const texts = strings.evaluation.photos.what
  const parts = [
    ...(label !== undefined && predicted !== undefined ? [texts.cell(label, predicted)] : []),
    ...(label !== undefined && predicted === undefined ? [texts.label(label)] : []),
    ...(label === undefined && predicted !== undefined ? [texts.predicted(predicted)] : []),
    ...(from !== undefined || to !== undefined ? [texts.sure(from ?? 0, to ?? 1)] : []),
    ...(right === undefined ? [] : [right ? texts.right : texts.wrong]),
  ]
  return parts.join(', ') || texts.all
}
