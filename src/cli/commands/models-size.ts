import { InvalidArgumentError } from 'commander'
import { count } from '../output/numbers'

/** `150x150`, or one number for a square. */
export function readSize(text: string): [number, number] {
  const [, height, width = height] = /^(\d{1,4})(?:[x×](\d{1,4}))?$/i.exec(text.trim()) ?? []
  if (height === undefined || Number(height) === 0 || Number(width) === 0) {
    throw new InvalidArgumentError(`Height and width are expected, like 150x150 (at most ${count(9999)}).`)
  }
  return [Number(height), Number(width)]
}
