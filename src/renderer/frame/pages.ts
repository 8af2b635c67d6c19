import type { IconName } from '../ui/icons'

/** The pages of the rail in their order, which is also that of Alt+1, Alt+2… */
export const pages = [
  'photos',
  'train',
  'runs',
  'classify',
  'export',
  'models',
] as const satisfies readonly IconName[]
export type PageName = (typeof pages)[number]

/** The page of the rail that a route belongs to. */
export function railPage(route: unknown): PageName | undefined {
  if (route === 'run' || route === 'run-photos' || route === 'compare') return 'runs'
  if (route === 'review' || route === 'similar' || route === 'duplicates') return 'photos'
  if (route === 'model') return 'models'
  return pages.find((page) => page === route)
}
