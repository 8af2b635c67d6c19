import { expect, it } from 'vitest'
import { photoFilterSchema, splitSettingsSchema } from './photos'

it('splits 80 to 20 unless told otherwise', () => {
  expect(splitSettingsSchema.parse({})).toEqual({
    train: 0.8,
    val: 0.2,
    test: 0,
    seed: 1,
    order: 'random',
  })
})

it('takes shares that add up to one in spite of rounding', () => {
  expect(splitSettingsSchema.safeParse({ train: 0.7, val: 0.1, test: 0.2 }).success).toBe(true)
})

it.each([{ train: 0.8, val: 0.3 }, { train: 0.5 }, { train: 1.2, val: -0.2 }])(
  'refuses the shares %o',
  (shares) => expect(splitSettingsSchema.safeParse(shares).success).toBe(false),
)

it('lists the first hundred unless told otherwise', () => {
  expect(photoFilterSchema.parse({})).toEqual({
    ...{ unlabelled: false, disagrees: false, order: 'added' },
    ...{ limit: 100, offset: 0 },
  })
})
