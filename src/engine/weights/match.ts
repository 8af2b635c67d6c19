import { AppError } from '../../shared/errors'
import type { ExpectedLayer, ExpectedNetwork, ExpectedWeight } from './expected'
import type { Dataset } from './hdf5'
import type { FileLayer, WeightsLayout } from './layouts'

/** A layer of the network with the tables of the file that hold its weights. */
export interface MatchedLayer {
  readonly expected: ExpectedLayer
  readonly weights: readonly { readonly expected: ExpectedWeight; readonly dataset: Dataset }[]
}

export interface Match {
  readonly hasTop: boolean
  readonly layers: readonly MatchedLayer[]
}

/**
 * Puts the layers of a file beside those of a network, in their order, with the top or without it, whichever the file
 * has.
 * @param file its name, for people
 * @throws AppError `bad-input` naming the first layer that does not fit
 */
export function matchLayers(network: ExpectedNetwork, layout: WeightsLayout, file: string): Match {
  const { id, layers, baseCount } = network
  const hasTop = layout.count !== baseCount
  const expected = hasTop ? layers : layers.slice(0, baseCount)
  const matched = expected.map((layer, index) => {
    const found = layout.layerFor(layer, index)
    if (!found) throw misfit(network, layout, { file, layer, why: 'has none in its place' })
    return matchLayer(network, layout, { file, layer, found })
  })
  if (layout.count === expected.length) return { hasTop, layers: matched }
  throw new AppError(
    'bad-input',
    `${file} has ${layout.count} layers with weights, and ${id} has ${layers.length}, or ${baseCount} without its top: ` +
      `what follows ${expected.at(-1)?.name} does not fit. Take the weights of ${id}.`,
    { file, model: id, layers: layout.count },
  )
}

interface Pair {
  readonly file: string
  readonly layer: ExpectedLayer
  readonly found: FileLayer
}

function matchLayer(
  network: ExpectedNetwork,
  layout: WeightsLayout,
  { file, layer, found }: Pair,
): MatchedLayer {
  const refuse = (why: string): AppError => misfit(network, layout, { file, layer, why })
  const [wanted, there] = [layer.weights.length, found.weights.length]
  if (wanted !== there) throw refuse(`has ${there} in its place (${found.name}) instead of ${wanted}`)
  const weights = layer.weights.map((expected, index) => {
    const { dataset, path = '' } = found.weights[index] ?? {}
    if (!dataset) throw refuse(`has no readable numbers at ${path}`)
    if (sameShape(expected.shape, dataset.shape)) return { expected, dataset }
    const shape = `[${dataset.shape.join(', ')}]`
    throw refuse(`has ${shape} for ${expected.name} of shape [${expected.shape.join(', ')}]`)
  })
  return { expected: layer, weights }
}

function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((side, index) => side === b[index])
}

function misfit(
  { id, layers }: ExpectedNetwork,
  { count }: WeightsLayout,
  { file, layer, why }: { file: string; layer: ExpectedLayer; why: string },
): AppError {
  const wanted = `the ${layer.weights.length === 1 ? 'weight' : `${layer.weights.length} weights`} of layer ${layer.name}`
  const counts =
    count === layers.length ? '' : ` It has ${count} layers with weights instead of ${layers.length}.`
  return new AppError(
    'bad-input',
    `${id} expects ${wanted}, and ${file} ${why}.${counts} Take the weights of ${id}.`,
    { file, model: id, layer: layer.name, layers: count },
  )
}
