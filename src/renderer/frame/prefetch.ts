import type { Router } from 'vue-router'

/** Loads the code of the other pages when there is nothing else to do, so that a page change waits for nothing. */
export function prefetchPages(router: Router): void {
  const waiting = router
    .getRoutes()
    .map(({ components }) => components?.['default'])
    .filter((component): component is () => Promise<unknown> => typeof component === 'function')
  const next = (): void => {
    const load = waiting.shift()
    // What cannot be loaded now is loaded, or fails with a word, when it is gone to.
    if (load) void load().then(() => requestIdleCallback(next), next)
  }
  requestIdleCallback(next, { timeout: 3000 })
}
