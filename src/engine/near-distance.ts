/**
 * Cosine distance of two rows of features, in double precision: 0 where they point the same way, and exactly 0 where
 * they are the same; 2 where they are opposite; 1 where one is all zeros.
 * @param a,b as many values each
 */
export function cosineDistance(a: Float32Array, b: Float32Array): number {
  let dot = 0
  let squaresA = 0
  let squaresB = 0
  for (let place = 0; place < a.length; place++) {
    const one = a[place] as number
    const other = b[place] as number
    dot += one * other
    squaresA += one * one
    squaresB += other * other
  }
  const lengths = Math.sqrt(squaresA * squaresB)
  return lengths === 0 ? 1 : Math.min(2, Math.max(0, 1 - dot / lengths))
}

/** A row of some that were gathered, without copying it. */
export function rowOf(values: Float32Array, row: number, size: number): Float32Array {
  return values.subarray(row * size, (row + 1) * size)
}
