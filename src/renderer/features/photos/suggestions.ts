import type { Photo } from '../../../shared/contract/photos'

type Suggested = Pick<Photo, 'label' | 'suggestion'>

/** The class that a run suggests and the photo does not have; undefined where there is none. */
export function acceptable({ label, suggestion }: Suggested): string | undefined {
  return suggestion && suggestion.label !== label ? suggestion.label : undefined
}
