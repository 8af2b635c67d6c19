import { createApp, effectScope } from 'vue'
import { expect, it } from 'vitest'
import { frontKey } from '../front/front'
import type { Front } from '../front/front'
import { openChoice, useFolderChoice } from './useFolderChoice'

/** A page of a browser that may ask for a folder, until it is left. */
function onPage() {
  const app = createApp({})
  app.provide(frontKey, { shell: { kind: 'browser' } } as unknown as Front)
  const scope = effectScope()
  const choose = app.runWithContext(() => scope.run(useFolderChoice))
  if (!choose) throw new Error('There is no scope.')
  return { ask: () => choose({ title: 'Photos', button: 'Choose' }), leave: () => scope.stop() }
}

it('gives what was chosen', async () => {
  const chosen = onPage().ask()
  openChoice.value?.settle('/photos')
  expect(await chosen).toBe('/photos')
  expect(openChoice.value).toBeUndefined()
})

it('is over when the page that asked is left, and not when another one is', async () => {
  const [page, other] = [onPage(), onPage()]
  void other.ask()
  const chosen = page.ask()
  other.leave()
  expect(openChoice.value).toBeDefined()
  page.leave()
  expect(await chosen).toBeUndefined()
  expect(openChoice.value).toBeUndefined()
})
