import type { Photo } from '../../../shared/contract/photos'

export type Group = readonly Photo[]

/** The photos of a group that are not left out. */
export function stillIn(group: Group): Photo[] {
  return group.filter(({ excluded }) => !excluded)
}

/** The groups in which more than one photo is still in. */
export function openGroups(groups: readonly Group[]): Group[] {
  return groups.filter((group) => stillIn(group).length > 1)
}

/** Everything that is still in but one. */
export function allBut(group: Group, kept: Photo): Photo[] {
  return stillIn(group).filter(({ id }) => id !== kept.id)
}

/** The photo with the most pixels; of several the first. */
export function largest(group: Group): Photo | undefined {
  const size = ({ width, height }: Photo): number => (width ?? 0) * (height ?? 0)
  return stillIn(group).reduce<Photo | undefined>(
    (best, photo) => (best && size(best) >= size(photo) ? best : photo),
    undefined,
  )
}

/** The labels of a group where they are not all the same; empty otherwise. */
export function differentLabels(group: Group): string[] {
  const labels = new Set(stillIn(group).flatMap(({ label }) => label ?? []))
  return labels.size > 1 ? [...labels] : []
}

/** Whether one of them is learned from, and another judged by. */
export function leaks(group: Group): boolean {
  const parts = new Set(stillIn(group).map(({ split }) => split))
  return parts.has('train') && (parts.has('val') || parts.has('test'))
}
