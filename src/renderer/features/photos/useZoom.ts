import { ref, watch } from 'vue'
import type { Ref } from 'vue'

const closest = 8

/** How much larger than fitted a photo is shown; the next photo is fitted again. */
export function useZoom(photo: Readonly<Ref<number>>) {
  const level = ref(1)
  watch(photo, () => (level.value = 1))
  return {
    level,
    by(factor: number): void {
      const next = Math.min(closest, Math.max(1, level.value * factor))
      level.value = next < 1.05 ? 1 : next
    },
  }
}
