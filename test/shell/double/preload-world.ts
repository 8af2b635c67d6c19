import { decodeClone, encodeClone } from './clone'

/** The name of the isolated world of preload scripts, and of the function by which they speak to the double. */
export const world = 'Electron Isolated Context'
export const binding = 'doubleOfElectron'

/** What a preload script's world says to the double. */
export type Said =
  | { readonly kind: 'document'; readonly url: string }
  | { readonly kind: 'failed'; readonly problem: string }
  | { readonly kind: 'message'; readonly channel: string; readonly content: string }

/**
 * The scripts of a document, both before any of its own: the preload script in a world of its own, and what it exposed in
 * the page's. As in Electron they run in the main frame alone.
 * @param secret the name of the DOM event by which the two worlds speak
 */
export function worldScripts(preload: string, secret: string): { isolated: string; page: string } {
  const clone = `const encodeClone = ${encodeClone}; const decodeClone = ${decodeClone};`
  const parameters = `${JSON.stringify(secret)}`
  return {
    isolated: `if (window === window.top) { ${clone} (${isolatedWorld})(${parameters}, (require, module, exports) => {${preload}\n}) }`,
    page: `if (window === window.top) { (${pageWorld})(${parameters}) }`,
  }
}

interface Asked {
  readonly key: string
  readonly name: string
  readonly parameters: unknown[]
  result?: unknown
}

/** Runs in the isolated world, from its source. */
function isolatedWorld(
  secret: string,
  preload: (require: unknown, module: object, exports: object) => void,
): void {
  const say = (said: Said): void =>
    (globalThis as never as Record<string, (text: string) => void>)['doubleOfElectron']?.(
      JSON.stringify(said),
    )
  const listeners = new Map<string, Set<(event: object, ...parameters: unknown[]) => void>>()
  const paths = new Map<string, string>()
  const exposed = new Map<string, Record<string, (...parameters: unknown[]) => unknown>>()
  const returned: ((...parameters: unknown[]) => unknown)[] = []
  const told = (name: string, detail: unknown): void =>
    void document.dispatchEvent(new CustomEvent(name, { detail }))
  const electron = {
    contextBridge: {
      exposeInMainWorld(key: string, api: Record<string, (...parameters: unknown[]) => unknown>) {
        exposed.set(key, api)
      },
    },
    ipcRenderer: {
      send(channel: string, ...parameters: unknown[]) {
        say({ kind: 'message', channel, content: encodeClone(parameters) })
      },
      on(channel: string, listener: (event: object, ...parameters: unknown[]) => void) {
        listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener))
      },
      off(channel: string, listener: (event: object, ...parameters: unknown[]) => void) {
        listeners.get(channel)?.delete(listener)
      },
    },
    webUtils: { getPathForFile: (file: File) => paths.get(`${file.name}:${file.size}`) ?? '' },
  }
  Object.assign(globalThis, {
    doubleDeliver(channel: string, content: string) {
      const parameters = decodeClone(content) as unknown[]
      for (const listener of [...(listeners.get(channel) ?? [])]) listener({}, ...parameters)
    },
    doublePath: (file: string, path: string) => paths.set(file, path),
  })
  // Functions do not cross from one world to the other: a number stands for each.
  const across = (value: unknown): unknown =>
    typeof value === 'function' ? { returned: returned.push(value as never) - 1 } : value
  document.addEventListener(`${secret}:names`, () => {
    for (const [key, api] of exposed) told(`${secret}:exposed`, { key, names: Object.keys(api) })
  })
  document.addEventListener(`${secret}:call`, (event) => {
    const { key, name, parameters } = (event as CustomEvent<Asked>).detail
    const taken = parameters.map((one) => {
      const number = (one as { listener?: number } | null)?.listener
      if (typeof number !== 'number') return (one as { value: unknown }).value
      return (...heard: unknown[]) => told(`${secret}:heard`, { number, heard })
    })
    try {
      const result = key === '' ? returned[Number(name)]?.(...taken) : exposed.get(key)?.[name]?.(...taken)
      told(`${secret}:answer`, { result: across(result) })
    } catch (error) {
      told(`${secret}:answer`, { problem: String(error) })
    }
  })
  say({ kind: 'document', url: location.href })
  try {
    const require = (name: string): object => {
      if (name === 'electron') return electron
      throw new Error(`module not found: ${name}`)
    }
    const module = { exports: {} }
    preload(require, module, module.exports)
  } catch (error) {
    say({ kind: 'failed', problem: String(error) })
  }
}

/** Runs in the page's world, from its source. */
function pageWorld(secret: string): void {
  type Listener = (...heard: unknown[]) => void
  const listeners: Listener[] = []
  const call = (key: string, name: string, parameters: unknown[]): unknown => {
    let answer: { result?: unknown; problem?: string } = {}
    const listen = (event: Event): void => void (answer = (event as CustomEvent<typeof answer>).detail)
    // What cannot be cloned is refused before anything happens, as the bridge does.
    const sent = parameters.map((one) =>
      typeof one === 'function'
        ? { listener: listeners.push(one as Listener) - 1 }
        : { value: structuredClone(one) },
    )
    document.addEventListener(`${secret}:answer`, listen, { once: true })
    document.dispatchEvent(new CustomEvent(`${secret}:call`, { detail: { key, name, parameters: sent } }))
    document.removeEventListener(`${secret}:answer`, listen)
    if (answer.problem !== undefined) throw new Error(answer.problem)
    const number = (answer.result as { returned?: number } | null | undefined)?.returned
    return number === undefined ? answer.result : (...further: unknown[]) => call('', String(number), further)
  }
  document.addEventListener(`${secret}:heard`, (event) => {
    const { number, heard } = (event as CustomEvent<{ number: number; heard: unknown[] }>).detail
    listeners[number]?.(...heard)
  })
  document.addEventListener(`${secret}:exposed`, (event) => {
    const { key, names } = (event as CustomEvent<{ key: string; names: string[] }>).detail
    const api = Object.fromEntries(
      names.map((name) => [name, (...parameters: unknown[]) => call(key, name, parameters)]),
    )
    Object.defineProperty(globalThis, key, { value: Object.freeze(api), enumerable: true })
  })
  document.dispatchEvent(new CustomEvent(`${secret}:names`))
}
