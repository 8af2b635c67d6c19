import { tf } from '../tensorflow'
import { Layers } from './layers'
import { normalCell, reductionCell } from './nasNetCells'
import type { Architecture } from './options'
import { end } from './top'

interface Size {
  readonly stemFilters: number
  /** Of a normal cell in the first stage; each stage has twice as many as the one before. */
  readonly filters: number
  /** Normal cells of each of the three stages. */
  readonly cells: number
  /** After a reduction, whether the cells look back to the map before the reduction or to the one before that. */
  readonly looksBackTo: 'last' | 'one before'
}

const stages = 3

/** https://arxiv.org/abs/1707.07012, NASNet-A (4 @ 1056) and NASNet-A (6 @ 4032). */
export const nasNetMobile = nasNet('nasnet_mobile', {
  stemFilters: 32,
  filters: 44,
  cells: 4,
  looksBackTo: 'last',
})
export const nasNetLarge = nasNet('nasnet_large', {
  stemFilters: 96,
  filters: 168,
  cells: 6,
  looksBackTo: 'one before',
})

function nasNet(name: string, { stemFilters, filters, cells, looksBackTo }: Size): Architecture {
  return (options) => {
    const layers = new Layers()
    const photos = layers.input(options.input)
    let x = layers.convolution(photos, stemFilters, 3, { strides: 2, useBias: false, name: 'stem_conv1' })
    x = layers.batchNormalization(x, { momentum: 0.9997, name: 'stem_bn1' })
    // Each cell sees the map before it and the one before that.
    let before: tf.SymbolicTensor | undefined
    const step = (cell: typeof normalCell, width: number, cellName: string): void => {
      const next = cell(layers, x, before, width, cellName)
      ;[x, before] = [next, x]
    }
    step(reductionCell, filters / 4, 'stem_1')
    step(reductionCell, filters / 2, 'stem_2')
    for (let stage = 0; stage < stages; stage++) {
      const width = filters * 2 ** stage
      if (stage > 0) {
        const kept = before
        step(reductionCell, width, `reduce_${stage * cells}`)
        if (looksBackTo === 'one before') before = kept
      }
      // Keras counts a reduction as a cell.
      for (let cell = 0; cell < cells; cell++)
        step(normalCell, width, `${stage * cells + cell + (stage > 0 ? 1 : 0)}`)
    }
    const outputs = end(layers, layers.relu(x), options)
    return tf.model({ inputs: photos, outputs, name })
  }
}
