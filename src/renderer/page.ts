import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { toAppError } from '../shared/errors'
import { prefetchPages } from './frame/prefetch'
import NotConnected from './frame/NotConnected.vue'
import { connectFront } from './front/connect-front'
import { frontKey } from './front/front'
import { router } from './router'
import './ui/theme.css'

/** Milliseconds without an answer after which the page says that it waits. */
const PATIENCE = 1500

/** Connects and shows the page; while there is nothing to connect with, it says so. */
export async function showPage(): Promise<void> {
  let waiting: ReturnType<typeof createApp> | undefined
  const show = (reason?: string): void => {
    waiting?.unmount()
    waiting = createApp(NotConnected, { reason })
    waiting.mount('#app')
  }
  const timer = setTimeout(show, PATIENCE)
  try {
    const front = await connectFront()
    clearTimeout(timer)
    waiting?.unmount()
    createApp(App).provide(frontKey, front).use(createPinia()).use(router).mount('#app')
    prefetchPages(router)
  } catch (thrown) {
    clearTimeout(timer)
    show(toAppError(thrown).message)
  }
}
