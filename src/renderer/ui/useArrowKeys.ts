import { useEventListener } from '@vueuse/core'
import type { Ref } from 'vue'

const controls = 'button:not(:disabled), a[href]'

/** Lets the arrow keys, Home and End move the focus through the buttons and links of a list. */
export function useArrowKeys(list: Readonly<Ref<HTMLElement | null>>): void {
  useEventListener(list, 'keydown', (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return
    const all = [...(list.value?.querySelectorAll<HTMLElement>(controls) ?? [])]
    const at = all.findIndex((control) => control === document.activeElement)
    const next = nextPlace(event.key, at, all.length)
    if (next === undefined || at < 0) return
    event.preventDefault()
    all[next]?.focus()
  })
}

/** Where a key leads from a place among `length`; undefined where it leads nowhere. */
export function nextPlace(key: string, at: number, length: number): number | undefined {
  if (length === 0) return undefined
  switch (key) {
    case 'ArrowDown':
      return Math.min(length - 1, at + 1)
    case 'ArrowUp':
      return Math.max(0, at - 1)
    case 'Home':
      return 0
    case 'End':
      return length - 1
    default:
      return undefined
  }
}
