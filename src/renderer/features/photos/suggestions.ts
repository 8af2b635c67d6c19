import type { Photo } from '../../../shared/contract/photos'

type Suggested = Pick<Photo, 'label' | 'suggestion'>

/** The class that a run suggests and the photo does not have; undefined where there is none. */
export function acceptable({ label, suggestion }: Suggested): string | undefined {
  return suggestion && suggestion.label !== label ? suggestion.label : undefined
}

/** The numbers of the photos that would get another class, by that class. */
export function bySuggestion(photos: readonly (Suggested & Pick<Photo, 'id'>)[]): Map<string, number[]> {
  const groups = new Map<string, number[]>()
  for (const photo of photos) {
    const label = acceptable(photo)
    if (label === undefined) continue
    const together = groups.get(label)
    if (together) together.push(photo.id)
    else groups.set(label, [photo.id])
  }
  return groups
}
