import { onScopeDispose, ref, watch } from 'vue'

/** Milliseconds of waiting after which something is shown, and after which it is said in words. */
const stages = { shapes: 100, words: 1000 } as const
export type Patience = 'none' | keyof typeof stages

/** How long one has been waiting: an answer that comes at once needs no sign of it. */
export function usePatience(waiting: () => boolean) {
  const patience = ref<Patience>('none')
  let timers: ReturnType<typeof setTimeout>[] = []

  function restart(isWaiting: boolean): void {
    timers.forEach(clearTimeout)
    timers = []
    patience.value = 'none'
    if (!isWaiting) return
    timers = [
      setTimeout(() => (patience.value = 'shapes'), stages.shapes),
      setTimeout(() => (patience.value = 'words'), stages.words),
    ]
  }
  watch(waiting, restart, { immediate: true })
  onScopeDispose(() => restart(false))
  return patience
}
