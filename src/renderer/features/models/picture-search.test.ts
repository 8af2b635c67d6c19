import { expect, it } from 'vitest'
import type { GraphNode } from '../../../shared/contract/models'
import { foundNodes } from './picture-search'

function node(id: string, y: number, more: Partial<GraphNode> = {}): GraphNode {
  return {
    ...{ id, title: id, detail: 'Conv2D', kind: 'other', parent: null, open: false, layers: 1, times: 1 },
    ...{ x: 0, y, width: 10, height: 10, holds: [] },
    ...more,
  }
}

it('finds layers, and closed blocks by what they hold, from the top down', () => {
  const nodes = [
    node('block:b', 90, { holds: ['b_conv', 'b_add'] }),
    node('a_conv', 10),
    node('c', 50, { detail: 'Add' }),
    node('run:d', 0, { open: true, title: 'conv everywhere' }),
  ]
  expect(foundNodes(nodes, 'ADD').map(({ id }) => id)).toEqual(['c', 'block:b'])
  expect(foundNodes(nodes, 'b_conv').map(({ id }) => id)).toEqual(['block:b'])
  expect(foundNodes(nodes, 'a conv2d').map(({ id }) => id)).toEqual(['a_conv'])
  expect(foundNodes(nodes, ' ')).toEqual([])
})
