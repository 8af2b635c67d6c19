import type { LocationQuery } from 'vue-router'
import { splitSchema } from '../../../shared/contract/photos'
import type { Photo, SplitName } from '../../../shared/contract/photos'

/** Which photos the grid shows, and by which run's eyes; nothing set: all. */
export interface ViewFilter {
  readonly label?: string
  readonly unlabelled?: true
  readonly excluded?: true
  readonly split?: SplitName
  /** The run whose suggestions are shown. The two below want one. */
  readonly suggestedBy?: number
  readonly disagrees?: true
  readonly order?: 'sure' | 'unsure'
}

/** The filter that a page's address holds, so that going back and reloading keep it. */
export function filterOfQuery(query: LocationQuery): ViewFilter {
  const { label, unlabelled, excluded, split } = query
  const part = splitSchema.safeParse(split).data
  return {
    ...(typeof label === 'string' && { label }),
    ...(unlabelled !== undefined && typeof label !== 'string' && { unlabelled: true as const }),
    ...(excluded !== undefined && { excluded: true as const }),
    ...(part && { split: part }),
    ...suggestionsOfQuery(query),
  }
}

function suggestionsOfQuery({ run, disagrees, order }: LocationQuery): ViewFilter {
  if (typeof run !== 'string' || !/^[1-9]\d{0,9}$/.test(run)) return {}
  return {
    suggestedBy: Number(run),
    ...(disagrees !== undefined && { disagrees: true as const }),
    ...((order === 'sure' || order === 'unsure') && { order }),
  }
}

export function queryOfFilter(filter: ViewFilter): Record<string, string> {
  const { label, unlabelled, excluded, split, suggestedBy, disagrees, order } = filter
  return {
    ...(label !== undefined && { label }),
    ...(unlabelled && { unlabelled: 'yes' }),
    ...(excluded && { excluded: 'yes' }),
    ...(split && { split }),
    ...(suggestedBy !== undefined && { run: String(suggestedBy) }),
    ...(disagrees && { disagrees: 'yes' }),
    ...(order && { order }),
  }
}

/** The same without some of its parts. */
export function without(filter: ViewFilter, ...parts: (keyof ViewFilter)[]): ViewFilter {
  const kept = Object.entries(filter).filter(([part]) => !parts.some((gone) => gone === part))
  return Object.fromEntries(kept) as ViewFilter
}

export function showsEverything(filter: ViewFilter): boolean {
  return Object.keys(without(filter, 'suggestedBy', 'order')).length === 0
}

/** What stays when another class is looked at: the part, and by which run's eyes. */
export function aroundClass({ split, suggestedBy, order }: ViewFilter): ViewFilter {
  return {
    ...(split && { split }),
    ...(suggestedBy !== undefined && { suggestedBy }),
    ...(order && { order }),
  }
}

/** The same without anything that only a run can tell. */
export function withoutSuggestions(filter: ViewFilter): ViewFilter {
  return without(filter, 'suggestedBy', 'disagrees', 'order')
}

/** Whether a photo is no longer shown once it has this label. */
export function leavesBy(
  filter: ViewFilter,
  label: string | null,
  suggestion: Photo['suggestion'] = null,
): boolean {
  if (filter.disagrees && (label === null || label === suggestion?.label)) return true
  if (filter.unlabelled) return label !== null
  return filter.label !== undefined && filter.label !== label
}
