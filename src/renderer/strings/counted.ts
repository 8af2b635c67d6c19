import { count } from '../ui/formats'

/** `1 photo`, `1,000 photos`. @param several the plural, where it does more than add an s */
export function counted(number: number, word: string, several = `${word}s`): string {
  return `${count(number)} ${number === 1 ? word : several}`
}
