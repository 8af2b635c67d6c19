import { expect, it } from 'vitest'
import { matchingLayers } from './layer-search'

const layers = ['conv2_block1_add Add', 'conv2_block1_out Activation', 'conv1_conv Conv2D'].map((text) => {
  const [name = '', className = ''] = text.split(' ')
  return { name, class: className, outputShape: [null, 38, 38, 64], params: 0, inbound: [] }
})
const found = (text: string): string[] => matchingLayers(layers, text).map(({ name }) => name)

it('finds layers by all words of a text, in names, classes and shapes', () => {
  expect(found('')).toHaveLength(3)
  expect(found('BLOCK1 act')).toEqual(['conv2_block1_out'])
  expect(found('conv2d')).toEqual(['conv1_conv'])
  expect(found('38 × 38')).toHaveLength(3)
  expect(found('block1 dense')).toEqual([])
})
