import { describe, expect, it } from 'vitest'
import { nameLabels } from './array-labels'

describe('naming the labels of an array', () => {
  it('takes numbers for their own names, in their order', () => {
    expect(nameLabels([10, 2, 10, -1])).toEqual({
      labels: ['10', '2', '10', '-1'],
      classes: ['-1', '2', '10'],
    })
  })

  it('names numbers by their place, also where not every class has photos', () => {
    expect(nameLabels([1, 0, 1], ['cat', 'dog'])).toEqual({
      labels: ['dog', 'cat', 'dog'],
      classes: ['cat', 'dog'],
    })
    expect(nameLabels([2, 2], ['cat', 'dog', 'fox'])).toEqual({ labels: ['fox', 'fox'], classes: ['fox'] })
  })

  it('names numbers that are no places by their order, where there are as many names', () => {
    expect(nameLabels([2, 1, 2], ['cat', 'dog']).labels).toEqual(['dog', 'cat', 'dog'])
    expect(nameLabels([-1, 1], ['cat', 'dog']).labels).toEqual(['cat', 'dog'])
  })

  it('wants a name for every number', () => {
    expect(() => nameLabels([0, 1, 2], ['cat', 'dog'])).toThrow(
      'The labels are 0, 1, 2, and 2 names of classes came ("cat", "dog")',
    )
    expect(() =>
      nameLabels(
        Array.from({ length: 9 }, (_, label) => label),
        ['cat'],
      ),
    ).toThrow('4 and 4 others')
  })

  it('wants names of different classes', () => {
    expect(() => nameLabels([0, 1], ['cat', 'cat'])).toThrow(expect.objectContaining({ code: 'bad-input' }))
  })

  it('takes texts as they are, and an empty one as no label', () => {
    expect(nameLabels(['dog', '', ' cat ', ' '])).toEqual({
      labels: ['dog', null, 'cat', null],
      classes: ['cat', 'dog'],
    })
  })

  it('gives texts the order of the names, of which each has to be one', () => {
    expect(nameLabels(['cat', 'dog'], ['dog', 'fox', 'cat']).classes).toEqual(['dog', 'cat'])
    expect(() => nameLabels(['cat', 'owl'], ['cat', 'dog'])).toThrow(
      '"owl" is not among the classes "cat", "dog"',
    )
  })

  it('says which text cannot be the name of a class', () => {
    expect(() => nameLabels(['a\nb'])).toThrow('expected a name in one line')
  })
})
