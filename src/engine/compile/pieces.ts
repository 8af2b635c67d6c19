import { tf } from '../tensorflow'

/**
 * Pixels that go through a network at once, eight photos at 224 × 224: the maps of the first layers then stay in the
 * processor's cache, while weights are not read more often than it costs. docs/performance.md has the figures.
 */
const pixelsAtOnce = 8 * 224 * 224

/** How many photos of a size go through a network at once. */
export function pieceOf(height: number, width: number): number {
  return Math.max(1, Math.min(32, Math.round(pixelsAtOnce / (height * width))))
}

/**
 * Computes a batch in pieces that are as even as can be.
 * @param largest how many photos of a piece at most
 * @param compute answers for `count` photos from the one with number `from` on, a row each
 * @returns all rows, which the caller disposes of
 */
export function inPieces(
  total: number,
  largest: number,
  compute: (from: number, count: number) => tf.Tensor,
): tf.Tensor {
  const pieces = Math.max(1, Math.ceil(total / largest))
  const start = (piece: number): number => Math.round((piece * total) / pieces)
  return tf.tidy(() => {
    const rows = Array.from({ length: pieces }, (_, piece) => {
      const from = start(piece)
      // Pixels of a piece are of no use after it.
      return tf.tidy(() => compute(from, start(piece + 1) - from))
    })
    const [first] = rows
    return first && rows.length === 1 ? first : tf.concat(rows)
  })
}
