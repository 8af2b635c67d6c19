import { expect, it } from 'vitest'
import type { ModelRow } from '../../../shared/contract/models'
import { models } from '../../../shared/models'
import { ordered, orderAfter } from '../../ui/table-order'
import { columns, valueOf, wordColumns } from './model-order'
import type { Column } from './model-order'

const rows = models.map((facts): ModelRow => ({
  ...facts,
  weights: facts.bundled ? 'bundled' : facts.id === 'VGG16' ? 'installed' : 'missing',
  bytes: facts.bundled ? 1e7 : facts.id === 'VGG16' ? 5e8 : 0,
  hasTop: false,
  source: null,
  note: null,
}))
const names = (column: Column, descending = false): string[] =>
  ordered(rows, { column, descending }, valueOf).map(({ id }) => id)

it('sorts by every column, what is not known always last', () => {
  for (const column of columns) expect(names(column)).toHaveLength(19)
  expect(names('top1', true)[0]).toBe('NASNetLarge')
  expect(names('top5').at(-1)).toBe('EfficientNet-Lite0')
  expect(names('top5', true).at(-1)).toBe('EfficientNet-Lite0')
  expect(names('depth', true)[0]).toBe('InceptionResNetV2')
  expect(names('weights').slice(0, 2)).toEqual(['EfficientNet-Lite0', 'VGG16'])
  expect(names('bytes', true).slice(0, 2)).toEqual(['VGG16', 'EfficientNet-Lite0'])
  expect(names('id').slice(6, 10)).toEqual(['MobileNet', 'MobileNetV2', 'NASNetLarge', 'NASNetMobile'])
})

it('begins with A where there are words, and with the largest where there are numbers', () => {
  const before = { column: 'top1', descending: true } as const
  expect(columns.filter((column) => !orderAfter(column, before, wordColumns).descending)).toEqual([
    'id',
    'top1',
    'weights',
  ])
})
