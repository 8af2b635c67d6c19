import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { toAppError } from '../shared/errors'
import { prefetchPages } from './frame/prefetch'
import NotConnected from './frame/NotConnected.vue'
import { connectFront } from './front/connect-front'
import { frontKey } from './front/front'
import type { Front } from './front/front'
import { isShutOut } from './front/shut-out'
import { router } from './router'
import { strings } from './strings'
import './ui/theme.css'

/** Milliseconds without an answer after which the page says that it waits. */
const PATIENCE = 1500

/** Connects and shows the page; while there is nothing to connect with, it says so. */
export async function showPage(): Promise<void> {
  const waiting = waitingPage()
  try {
    const front = await connectFront()
    waiting.end()
    mount(front)
  } catch (thrown) {
    waiting.end()
    createApp(NotConnected, { reason: toAppError(thrown).message }).mount('#app')
  }
}

function mount(front: Front): void {
  createApp(App).provide(frontKey, front).use(createPinia()).use(router).mount('#app')
  prefetchPages(router)
}

/** What stands in the place of the page when the answer takes long, until `end` is called. */
function waitingPage(): { end(): void } {
  let shown: ReturnType<typeof createApp> | undefined
  let hasEnded = false
  async function show(): Promise<void> {
    const reason = (await isShutOut()) ? strings.errors.notLetIn : undefined
    if (hasEnded) return
    shown = createApp(NotConnected, { reason })
    shown.mount('#app')
  }
  const timer = setTimeout(() => void show(), PATIENCE)
  return {
    end(): void {
      hasEnded = true
      clearTimeout(timer)
      shown?.unmount()
    },
  }
}
