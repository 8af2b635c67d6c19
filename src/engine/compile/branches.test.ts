import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../fixtures/temporary-folder'
import { numbersOf } from '../numbers'
import { tf } from '../tensorflow'
import { branchesFor, inBranches } from './branches'
import { compileModel } from './compile'
import { fillWeights } from './fixtures/compare'
import { compiledPredictor } from './predictor'

const side = 6

/** Two ways to a sum, behind a map that both take. */
function network(): tf.LayersModel {
  const photos = tf.input({ shape: [side, side, 3] })
  const map = (x: tf.SymbolicTensor, filters: number) =>
    tf.layers.conv2d({ filters, kernelSize: 3, padding: 'same' }).apply(x) as tf.SymbolicTensor
  const shared = map(photos, 16)
  const sum = tf.layers.add().apply([map(shared, 16), shared]) as tf.SymbolicTensor
  const outputs = tf.layers.globalAveragePooling2d({}).apply(sum) as tf.SymbolicTensor
  const model = tf.model({ inputs: photos, outputs })
  fillWeights(model, 3)
  return model
}

describe('branchesFor', () => {
  it('has eight photos or more, as many for each thread, and none where that gains nothing', () => {
    expect([1, 2, 3, 4, 6, 8, 12, 16, 17].map((threads) => branchesFor(threads, 1e6))).toEqual([
      1, 8, 9, 8, 12, 8, 12, 16, 1,
    ])
    expect(branchesFor(2, 500e6)).toBe(1)
  })
})

describe('inBranches', () => {
  const nodes = [
    { name: 'fed', op: 'Placeholder', input: [], attr: {} },
    { name: 'weight', op: 'Const', input: [], attr: {} },
    { name: 'a', op: 'Mul', input: ['fed', 'weight'], attr: {} },
    { name: 'b', op: 'Add', input: ['a', 'fed'], attr: {} },
    { name: 'aside', op: 'Neg', input: ['a'], attr: {} },
    { name: 'other', op: 'Neg', input: ['weight'], attr: {} },
  ]
  const { nodes: given, output } = inBranches(nodes, { fed: 'fed', output: 'b' }, 3)
  const named = new Map(given.map((node) => [node.name, node]))

  it('copies what lies between the ends, and leaves weights and the rest alone', () => {
    const copies = given.filter(({ op }) => op === 'Mul' || op === 'Add')
    expect(copies).toHaveLength(6)
    expect(copies.every(({ name }) => name.startsWith('branches/'))).toBe(true)
    for (const name of ['fed', 'weight', 'aside', 'other']) expect(named.has(name)).toBe(true)
  })

  it('gives each copy its own part of the rows, and puts the answers into their order', () => {
    const [parts, axis] = ['branches/parts', 'branches/axis']
    expect(named.get(parts)?.input).toEqual([axis, 'fed'])
    const answers = named.get(output)?.input.slice(0, 3) ?? []
    const fed = answers.map((answer) => named.get(named.get(answer)?.input[0] ?? '')?.input)
    expect(fed).toEqual([parts, `${parts}:1`, `${parts}:2`].map((part) => [part, 'weight']))
    expect(named.get(output)?.input.at(-1)).toBe(axis)
  })
})

describe('a predictor with branches', () => {
  it('gives every photo of any batch what it gives to the photo alone, and leaves no tensors', async () => {
    const model = network()
    const folder = temporaryFolder()
    const facts = await compileModel(model, folder, { preprocessing: 'tf', output: 'features', threads: 2 })
    expect(facts.branches?.count).toBe(8)
    const lines: string[] = []
    const compiled = compiledPredictor(folder, facts, (line) => lines.push(line))
    const photo = (seed: number) => Uint8Array.from({ length: side * side * 3 }, (_, index) => (index * 37 + seed * 101) % 256) // prettier-ignore
    const photos = Array.from({ length: 40 }, (_, index) => photo(index))
    const alone = photos.map((one) => [...numbersOf(() => compiled.predictBytes([one]))])
    const before = tf.memory().numTensors
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(40), (count, from) => {
        const some = photos.map((_, index) => (index + from) % photos.length).slice(0, count)
        const found = numbersOf(() => compiled.predictBytes(some.map((index) => photos[index] ?? photo(0))))
        const expected = some.flatMap((index) => alone[index] ?? [])
        expect(found).toHaveLength(expected.length)
        for (const [at, number] of expected.entries()) expect(found[at]).toBeCloseTo(number, 4)
      }),
      { numRuns: 40 },
    )
    expect(tf.memory().numTensors).toBe(before)
    expect(lines).toEqual([])
    compiled.dispose()
    model.dispose()
  })
})
