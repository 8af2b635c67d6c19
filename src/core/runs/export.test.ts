import fc from 'fast-check'
import { expect, it } from 'vitest'
import { samplePhotos } from './export'

const classes = ['cat', 'dog', 'eel', 'fox']
const photosArbitrary = fc.uniqueArray(
  fc.record({ path: fc.string(), hash: fc.constant('00'), label: fc.constantFrom(...classes) }),
  { selector: ({ path }) => path },
)

it('takes as many different photos as there are, up to three', () => {
  fc.assert(
    fc.property(photosArbitrary, (photos) => {
      const samples = samplePhotos(photos, classes)
      expect(samples).toHaveLength(Math.min(3, photos.length))
      expect(new Set(samples).size).toBe(samples.length)
    }),
  )
})

it('takes no second photo of a class while another class has none', () => {
  fc.assert(
    fc.property(photosArbitrary, (photos) => {
      const present = new Set(photos.map(({ label }) => label)).size
      const taken = new Set(samplePhotos(photos, classes).map(({ label }) => label)).size
      expect(taken).toBe(Math.min(3, present))
    }),
  )
})
