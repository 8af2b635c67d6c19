import { computed } from 'vue'
import type { WritableComputedRef } from 'vue'
import { trainingKind } from '../../../shared/contract/training'
import type { TrainingKind } from '../../../shared/contract/training'
import { parts } from './settings-draft'
import type { PartName, SettingsDraft } from './settings-draft'

/**
 * Whether parts of the settings are chosen; what was set in one comes back when it is chosen again.
 * @returns the way to train, and whether photos are varied
 */
export function useWay(draft: SettingsDraft): {
  way: WritableComputedRef<TrainingKind>
  augmented: WritableComputedRef<boolean>
} {
  const before: Partial<Record<PartName, unknown>> = {}

  function choose(part: PartName, isChosen: boolean): void {
    if (isChosen === (draft[part] !== null)) return
    before[part] = draft[part] ?? before[part]
    Object.assign(draft, { [part]: isChosen ? (before[part] ?? parts[part].parse({})) : null })
  }

  return {
    way: computed({
      get: () => trainingKind(draft as Parameters<typeof trainingKind>[0]),
      set(way) {
        choose('scratch', way === 'scratch')
        choose('fineTune', way === 'fine-tune')
      },
    }),
    augmented: computed({
      get: () => draft.augment !== null,
      set: (isChosen) => choose('augment', isChosen),
    }),
  }
}
