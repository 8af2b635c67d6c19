import { expect, it } from 'vitest'
import { classNamesIn, guessArrays } from './folder-arrays'

it.each([
  [['labels.npy', 'photos.npy'], 'photos.npy', 'labels.npy'],
  [['photos.npy', 'labels.npy'], 'photos.npy', 'labels.npy'],
  [['x_train.npy', 'y_train.npy'], 'x_train.npy', 'y_train.npy'],
  [['X.npy', 'y.npy'], 'X.npy', 'y.npy'],
  [['images.npy', 'Targets.npy'], 'images.npy', 'Targets.npy'],
  [['a.npy', 'b.npy'], 'a.npy', 'b.npy'],
])('finds the photos and the labels in %j', (names, photos, labels) => {
  expect(guessArrays(names)).toEqual({ photos, labels })
})

it.each([[[]], [['photos.npy']], [['labels.npy']]])('finds none in %j', (names) => {
  expect(guessArrays(names)).toBeUndefined()
})

it('reads names of classes', () => {
  expect(classNamesIn(' cat,dog ')).toEqual(['cat', 'dog'])
  expect(classNamesIn('cat,,dog')).toEqual(['cat', '', 'dog'])
  expect(classNamesIn(' , ')).toBeUndefined()
})
