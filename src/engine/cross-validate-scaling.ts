import { tf } from './tensorflow'

/** What standardises the features for each fold's head. */
export interface FoldScaling {
  /** Means over the photos of the other folds, `[features, folds, 1]`. */
  readonly means: tf.Tensor3D
  /** One over their standard deviations; 0 where a feature is always the same, which tells a head nothing. */
  readonly factors: tf.Tensor3D
  /** Photos that each head learns from. */
  readonly counts: readonly number[]
}

/** Below this share of the mean square a variance is what rounding leaves of none. */
const rounding = 1e-9

/** Sums up features fold by fold, so that one pass over the photos gives the means and deviations of all heads. */
export class FoldSums {
  readonly #sums: Float64Array
  readonly #squares: Float64Array
  readonly #counts: number[]

  constructor(
    private readonly folds: number,
    private readonly features: number,
  ) {
    this.#sums = new Float64Array(folds * features)
    this.#squares = new Float64Array(folds * features)
    this.#counts = Array.from({ length: folds }, () => 0)
  }

  /** @param values `folds.length × features`, one photo's after the other's */
  add(values: Float32Array, folds: readonly number[]): void {
    for (const [row, fold] of folds.entries()) {
      this.#counts[fold] = (this.#counts[fold] ?? 0) + 1
      const [from, to] = [row * this.features, fold * this.features]
      for (let feature = 0; feature < this.features; feature++) {
        const value = values[from + feature] as number
        this.#sums[to + feature] = (this.#sums[to + feature] as number) + value
        this.#squares[to + feature] = (this.#squares[to + feature] as number) + value * value
      }
    }
  }

  /** What all photos but a fold's own come to, for each fold; the caller disposes of the tensors. */
  scaling(): FoldScaling {
    const { folds, features } = this
    const all = this.#counts.reduce((sum, count) => sum + count, 0)
    const counts = this.#counts.map((count) => all - count)
    const means = new Float32Array(features * folds)
    const factors = new Float32Array(features * folds)
    for (let feature = 0; feature < features; feature++) {
      const sums = this.#others(this.#sums, feature)
      const squares = this.#others(this.#squares, feature)
      for (const [fold, count] of counts.entries()) {
        if (count === 0) continue
        const mean = (sums[fold] as number) / count
        const square = (squares[fold] as number) / count
        const variance = square - mean * mean
        means[feature * folds + fold] = mean
        factors[feature * folds + fold] = variance > square * rounding ? 1 / Math.sqrt(variance) : 0
      }
    }
    const shape: [number, number, number] = [features, folds, 1]
    return { means: tf.tensor3d(means, shape), factors: tf.tensor3d(factors, shape), counts }
  }

  /** For each fold the sum of the others'. */
  #others(sums: Float64Array, feature: number): number[] {
    const own = this.#counts.map((_, fold) => sums[fold * this.features + feature] as number)
    const all = own.reduce((sum, value) => sum + value, 0)
    return own.map((value) => all - value)
  }
}
