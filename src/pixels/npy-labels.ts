import { open } from 'node:fs/promises'
import { AppError } from '../shared/errors'
import { headerOf } from './npy'
import type { NpyHeader } from './npy-header'
import { readFully } from './npy-rows'
import { numbersOf, textsOf } from './npy-values'

/** More bytes than this are no labels: each photo has one. */
const MOST_BYTES = 1024 * 1024 * 1024

/**
 * The labels of a .npy file of shape (count,) or (count, 1): whole numbers of any type (floats that hold some, and
 * booleans as 0 and 1), or texts.
 * @throws AppError 'unreadable' where it is damaged, cut short or not a .npy file; 'unsupported' for another shape, and
 *   for numbers that are not whole
 */
export async function readLabels(path: string): Promise<number[] | string[]> {
  await using file = await open(path)
  const header = await headerOf(file)
  const count = labelCount(header)
  const length = count * header.valueBytes
  if (length > MOST_BYTES)
    throw new AppError('unsupported', `Expected labels, but the array takes ${length} bytes.`)
  const bytes = await readFully(file, header.dataStart, length)
  if (bytes.length < length) {
    throw new AppError(
      'unreadable',
      `Expected ${count} labels, but the NumPy file is cut short: copy it again.`,
    )
  }
  if (header.type === 'bytes' || header.type === 'text') return textsOf(header, bytes)
  const labels = [...numbersOf(header, bytes)]
  const wrong = labels.findIndex((label) => !Number.isSafeInteger(label))
  if (wrong < 0) return labels
  throw new AppError(
    'unsupported',
    `Expected whole numbers as labels, but number ${wrong} is ${labels[wrong]}: save one class number a photo.`,
  )
}

function labelCount({ shape }: NpyHeader): number {
  const [count, width = 1] = shape
  if (count !== undefined && count > 0 && shape.length <= 2 && width === 1) return count
  const advice = shape.length === 2 && width > 1 ? ': save labels.argmax(axis=1) of one-hot labels' : ''
  throw new AppError(
    'unsupported',
    `Expected one label a photo, (photos,), but the shape of the labels is (${shape.join(', ')})${advice}.`,
  )
}
