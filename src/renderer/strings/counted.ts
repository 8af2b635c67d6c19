import { count } from '../ui/formats'

/** `1 photo`, `1,000 photos`; words whose plural adds an s. */
export function counted(number: number, word: string): string {
  return `${count(number)} ${word}${number === 1 ? '' : 's'}`
}
