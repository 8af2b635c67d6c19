import { nextTick, onScopeDispose, watchEffect } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { useProject } from '../stores/project.store'
import { strings } from '../strings'

/** On a page change the focus goes to the page's heading, and the tab's title says where one is. */
export function usePageChange(): void {
  const route = useRoute()
  const router = useRouter()
  const project = useProject()

  watchEffect(() => {
    const page = titles[String(route.name)]
    document.title = strings.frame.title(page ?? strings.frame.application, project.state?.name)
  })

  const stop = router.afterEach(async (to, from, failure) => {
    // The first page is no change, and a new query on the same page is none either.
    if (failure || from.matched.length === 0 || to.path === from.path) return
    await nextTick()
    // Nothing below a dialog can have the focus, and closing it gives the focus to what may be gone.
    const dialog = document.querySelector('dialog:modal')
    if (dialog) dialog.addEventListener('close', focusHeading, { once: true })
    else focusHeading()
  })
  onScopeDispose(stop)
}

const titles: Readonly<Record<string, string | undefined>> = strings.frame.pages

function focusHeading(): void {
  const main = document.getElementById('page')
  const heading = main?.querySelector('h1')
  if (heading) heading.tabIndex = -1
  const target = heading ?? main
  target?.focus({ preventScroll: true })
}
