import { reactive } from 'vue'
import { expect, it } from 'vitest'
import { defaultSettings } from './settings-draft'
import type { SettingsDraft } from './settings-draft'
import { useWay } from './useWay'

const newDraft = (): SettingsDraft => reactive(structuredClone(defaultSettings))

it('has one way at a time', () => {
  const draft = newDraft()
  const { way } = useWay(draft)
  expect(way.value).toBe('head')
  way.value = 'scratch'
  expect(draft).toMatchObject({ scratch: { filters: [32, 64, 128] }, fineTune: null })
  way.value = 'fine-tune'
  expect(draft).toMatchObject({ scratch: null, fineTune: { blocks: 1 } })
  way.value = 'head'
  expect(draft).toMatchObject({ scratch: null, fineTune: null })
})

it('brings back what was set when a part is chosen again', () => {
  const draft = newDraft()
  const { augmented } = useWay(draft)
  augmented.value = true
  if (draft.augment) draft.augment.rotate = 45
  augmented.value = false
  expect(draft.augment).toBeNull()
  augmented.value = true
  expect(draft.augment).toMatchObject({ rotate: 45, flip: true })
})
