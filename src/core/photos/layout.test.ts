import { describe, expect, it } from 'vitest'
import { placementsOf } from './layout'

/** Label and split of each path, as `label/split`, with `-` for none. */
function placed(paths: string[], labelsFromNames = false): string[] {
  return placementsOf(paths, labelsFromNames).map(({ label, split }) => `${label ?? '-'}/${split ?? '-'}`)
}

describe('placementsOf', () => {
  it('takes the first folder as the class, however deep the photo lies', () => {
    expect(placed(['cat/1.jpg', 'cat/indoors/2.jpg', '3.jpg'])).toEqual(['cat/-', 'cat/-', '-/-'])
  })

  it('honours splits above the classes, in any case', () => {
    const paths = ['Train/cat/1.jpg', 'VAL/cat/2.jpg', 'validation/dog/3.jpg', 'test/4.jpg', 'owl/5.jpg']
    expect(placed(paths)).toEqual(['cat/train', 'cat/val', 'dog/val', '-/test', 'owl/-'])
  })

  it('takes a folder called train for a class where no split holds classes', () => {
    expect(placed(['bus/1.jpg', 'train/2.jpg'])).toEqual(['bus/-', 'train/-'])
  })

  it('takes classes from numbered names when asked, where no folder names one', () => {
    const paths = ['cat.0.jpg', 'maine-coon_12.png', 'holiday.jpg', 'train/dog.7.jpg', 'owl/cat.1.jpg']
    expect(placed(paths, true)).toEqual(['cat/-', 'maine-coon/-', '-/-', 'dog/train', 'owl/-'])
    expect(placed(['cat.0.jpg'])).toEqual(['-/-'])
  })
})
