import type { LocationQuery } from 'vue-router'
import { splitSchema } from '../../../shared/contract/photos'
import type { SplitName } from '../../../shared/contract/photos'

/** Which photos the grid shows; nothing set: all. */
export interface ViewFilter {
  readonly label?: string
  readonly unlabelled?: true
  readonly split?: SplitName
}

/** The filter that a page's address holds, so that going back and reloading keep it. */
export function filterOfQuery({ label, unlabelled, split }: LocationQuery): ViewFilter {
  const part = splitSchema.safeParse(split).data
  return {
    ...(typeof label === 'string' && { label }),
    ...(unlabelled !== undefined && typeof label !== 'string' && { unlabelled: true as const }),
    ...(part && { split: part }),
  }
}

export function queryOfFilter({ label, unlabelled, split }: ViewFilter): Record<string, string> {
  return {
    ...(label !== undefined && { label }),
    ...(unlabelled && { unlabelled: 'yes' }),
    ...(split && { split }),
  }
}

export function showsEverything(filter: ViewFilter): boolean {
  return Object.keys(filter).length === 0
}

/** Whether a photo is no longer shown once it has this label. */
export function leavesBy(filter: ViewFilter, label: string | null): boolean {
  if (filter.unlabelled) return label !== null
  return filter.label !== undefined && filter.label !== label
}
