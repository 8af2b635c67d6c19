import type { Photo } from '../../../shared/contract/photos'
import { strings } from '../../strings'
import { fileName } from './file-name'

/** What a screen reader says of a photo: `cat.1.jpg, cat, val`. */
export function cellName(photo: Photo | undefined): string {
  const texts = strings.photos
  if (!photo) return texts.loading
  const { path, label, split, problem, excluded, suggestion } = photo
  return [
    texts.photoName(fileName(path), label),
    ...(suggestion ? [texts.suggestions.spoken(suggestion.label, suggestion.score)] : []),
    ...(split ? [texts.splits[split]] : []),
    ...(excluded ? [texts.leftOut] : []),
    ...(problem ? [texts.cannotBeUsed(problem)] : []),
  ].join(', ')
}
