// @ts-check
import { registerHooks } from 'node:module'

// Puts the double in the place of Electron for whatever is loaded after this.
registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'electron')
      return { url: new URL('electron.ts', import.meta.url).href, shortCircuit: true }
    const isOurs =
      specifier.startsWith('./') && context.parentURL?.startsWith(new URL('.', import.meta.url).href)
    return next(isOurs && !/\.\w+$/.test(specifier) ? `${specifier}.ts` : specifier, context)
  },
})
// Electron says so of an application that is started from its source.
Object.defineProperty(process, 'defaultApp', { value: true })
