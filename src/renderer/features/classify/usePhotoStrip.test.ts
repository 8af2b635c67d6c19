import fc from 'fast-check'
import { effectScope } from 'vue'
import { expect, it, vi } from 'vitest'
import { usePhotoStrip } from './usePhotoStrip'

const files = (...names: string[]): File[] => names.map((name) => new File(['photo'], name))
const inScope = (): ReturnType<typeof usePhotoStrip> =>
  effectScope().run(usePhotoStrip) as ReturnType<typeof usePhotoStrip>

it('shows the first of the files that come, and steps through the others', () => {
  const strip = inScope()
  strip.take(files('a.jpg', 'b.jpg'))
  expect(strip.current.value?.name).toBe('a.jpg')
  strip.step(1)
  expect(strip.current.value?.name).toBe('b.jpg')
})

it('stays inside the strip however one steps', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5 }),
      fc.array(fc.integer({ min: -9, max: 9 })),
      (length, steps) => {
        const strip = inScope()
        strip.take(files(...Array.from({ length }, (_, index) => `${index}.jpg`)))
        for (const by of steps) {
          strip.step(by)
          expect(strip.current.value).toBeDefined()
        }
      },
    ),
  )
})

it('lets go of the previews that nobody sees any more', () => {
  const revoked = vi.spyOn(URL, 'revokeObjectURL')
  const scope = effectScope()
  const strip = scope.run(usePhotoStrip) as ReturnType<typeof usePhotoStrip>
  strip.take(files('a.jpg', 'b.jpg'))
  const before = strip.photos.value.map(({ preview }) => preview)
  strip.takeAsset('0-0', 'c.jpg')
  expect(revoked.mock.calls.flat()).toEqual(before)
  expect(strip.photos.value).toEqual([{ name: 'c.jpg', asset: '0-0' }])
  strip.take(files('d.jpg'))
  scope.stop()
  expect(revoked).toHaveBeenCalledTimes(3)
  revoked.mockRestore()
})
