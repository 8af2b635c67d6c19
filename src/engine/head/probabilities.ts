/**
 * Probabilities from a head's answers.
 * @param outputs `n × classes` floats, or for two classes `n`: the probability of the second
 * @returns `n × classes` floats, 0 to 1, one photo's after the other's
 */
export function classProbabilities(outputs: Float32Array, classes: number): Float32Array {
  if (classes !== 2) return outputs
  const probabilities = new Float32Array(outputs.length * 2)
  for (const [photo, second] of outputs.entries()) probabilities.set([1 - second, second], photo * 2)
  return probabilities
}
