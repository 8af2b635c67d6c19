import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { silenceHdf5 } from './fixtures/silence'
import { Hdf5File } from './hdf5'

silenceHdf5()

let file: Hdf5File
beforeAll(async () => {
  file = await Hdf5File.open(join(import.meta.dirname, 'fixtures', 'number-types.h5'), 'number-types.h5')
})
afterAll(() => file[Symbol.dispose]())

function numbersAt(path: string): number[] | undefined {
  const dataset = file.dataset(path)
  return dataset && [...file.floats(dataset)].flatMap((piece) => [...piece])
}

describe('an HDF5 file', () => {
  it.each(['little2', 'big2', 'little4', 'big4', 'little8', 'big8', 'checked', 'link'])(
    'yields the numbers of %s',
    (name) => {
      expect(file.dataset(`/${name}`)).toMatchObject({ shape: [2, 2], size: 4 })
      expect(numbersAt(`/${name}`)).toEqual([1.5, -2, 0.25, 1024])
    },
  )

  it('yields a number by itself, and none', () => {
    expect(numbersAt('/scalar')).toEqual([1.5])
    expect(numbersAt('/empty')).toEqual([])
  })

  it.each(['integers', 'circle', 'elsewhere', 'nothing'])('has no floats at %s', (name) => {
    expect(file.dataset(`/${name}`)).toBeUndefined()
  })

  it('says where numbers cannot be unpacked', () => {
    expect(() => numbersAt('/unknown-packing')).toThrow(/the numbers of \/unknown-packing cannot be read/)
  })

  it('yields lists of names of either kind', () => {
    expect(file.strings('/', 'names')).toEqual(['a', 'été'])
    expect(file.strings('/', 'fixed')).toEqual(['a', 'bcd'])
    expect(file.strings('/', 'none')).toEqual([])
    expect(() => file.strings('/', 'number')).toThrow(/the attribute number of \/ cannot be read/)
    expect(() => file.strings('/', 'other')).toThrow(/the attribute other/)
  })

  it('knows groups from all else', () => {
    expect(file.isGroup('/')).toBe(true)
    expect(file.isGroup('/little4')).toBe(false)
    expect(file.namesIn('/little4')).toBeUndefined()
    expect(file.namesIn('/')).toContain('circle')
  })
})
