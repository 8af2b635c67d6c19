import { randomUUID } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { originOf, toChromium, toElectron } from './addresses'
import { app } from './app'
import { decodeClone, encodeClone } from './clone'
import { answerRequests } from './requests'
import { binding, world, worldScripts } from './preload-world'
import type { Said } from './preload-world'
import { chromium, preventable } from './surroundings'

/** A frame of a page as the application is shown it. */
export interface Frame {
  readonly url: string
  readonly origin: string
  readonly parent: Frame | null
}

type OpenHandler = (details: { url: string }) => { action: 'allow' | 'deny' }

interface ExecutionContext {
  readonly id: number
  readonly name: string
  readonly auxData: { readonly frameId: string; readonly isDefault: boolean }
}

/** Every session of a page by its target, told as soon as Chromium attaches to it. */
const attached = new Map<string, string>()
const attaching = new EventEmitter()
chromium.on('/Target.attachedToTarget', ({ sessionId, targetInfo }: AttachedToTarget) => {
  attached.set(targetInfo.targetId, sessionId)
  attaching.emit(targetInfo.targetId)
  attaching.emit('any', sessionId, targetInfo)
})

interface AttachedToTarget {
  readonly sessionId: string
  readonly targetInfo: { readonly targetId: string; readonly openerId?: string; readonly url: string }
}

/** What a window shows: a page of Chromium. */
export class WebContents extends EventEmitter {
  readonly ipc = new EventEmitter()
  readonly files = new Map<string, string>()
  readonly opened: { url: string; action: string }[] = []
  readonly navigations: { url: string; prevented: boolean }[] = []
  readonly problems: string[] = []
  openHandler: OpenHandler = () => ({ action: 'allow' })
  session = ''
  target = ''
  /** Whether the next document was asked for by the application, which asks nobody. */
  isLoading = false
  #frame: Frame = { url: '', origin: 'null', parent: null }
  #context: number | undefined
  #crashed = false
  #destroyed = false
  readonly #created: Promise<void>

  constructor(preload: string, size: { width: number; height: number }) {
    super()
    this.#created = this.#create(preload, size)
    queueMicrotask(() => app.emit('web-contents-created', {}, this))
  }

  get mainFrame(): Frame {
    return this.#frame
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler
  }

  async loadURL(address: string): Promise<void> {
    await this.#created
    this.isLoading = true
    const url = toChromium(address)
    const { errorText } = await this.command<{ errorText?: string }>('Page.navigate', { url })
    if (errorText === undefined) return
    this.emit('did-fail-load', {}, -1, errorText, address, true)
    throw new Error(`${errorText} loading ${address}`)
  }

  reload(): void {
    this.isLoading = true
    const again = this.#crashed
      ? this.command('Page.navigate', { url: toChromium(this.#frame.url) })
      : this.command('Page.reload')
    this.#crashed = false
    again.catch(() => undefined)
  }

  send(channel: string, ...parameters: unknown[]): void {
    const content = encodeClone(parameters)
    if (this.#context === undefined) return
    this.command('Runtime.callFunctionOn', {
      executionContextId: this.#context,
      functionDeclaration: '(channel, content) => globalThis.doubleDeliver(channel, content)',
      arguments: [{ value: channel }, { value: content }],
    }).catch(() => undefined)
  }

  async executeJavaScriptInIsolatedWorld(worldId: number, [script]: { code: string }[]): Promise<unknown> {
    const { frameTree } = await this.command<{ frameTree: { frame: { id: string } } }>('Page.getFrameTree')
    const { executionContextId } = await this.command<{ executionContextId: number }>(
      'Page.createIsolatedWorld',
      {
        frameId: frameTree.frame.id,
        worldName: `world ${worldId}`,
      },
    )
    const parameters = { expression: script?.code, contextId: executionContextId, returnByValue: true }
    const { result } = await this.command<{ result: { value?: unknown } }>('Runtime.evaluate', parameters)
    return result.value
  }

  undo(): void {
    this.#edit('undo')
  }

  redo(): void {
    this.#edit('redo')
  }

  isDestroyed(): boolean {
    return this.#destroyed
  }

  /** Tells the page's world where a file lies that is dropped or chosen later. */
  async registerFile(file: string, path: string): Promise<void> {
    this.files.set(file, path)
    await this.#tellPath(file, path)
  }

  destroy(): void {
    if (this.#destroyed) return
    this.#destroyed = true
    this.#context = undefined
    this.emit('destroyed')
    chromium.send('Target.closeTarget', { targetId: this.target }).catch(() => undefined)
  }

  command<Result = unknown>(method: string, parameters: object = {}): Promise<Result> {
    return chromium.send<Result>(method, parameters, this.session)
  }

  async #create(preload: string, size: { width: number; height: number }): Promise<void> {
    const { targetId } = await chromium.send<{ targetId: string }>('Target.createTarget', {
      url: 'about:blank',
      newWindow: true,
      ...size,
    })
    this.target = targetId
    if (!attached.has(targetId))
      await new Promise((resolve) => attaching.once(targetId, () => resolve(undefined)))
    this.session = attached.get(targetId) ?? ''
    this.#listen()
    const { isolated, page } = worldScripts(readFileSync(preload, 'utf8'), randomUUID())
    await Promise.all([
      this.command('Page.enable'),
      this.command('Runtime.enable'),
      this.command('Inspector.enable'),
      this.command('Fetch.enable', { patterns: [{ urlPattern: '*' }] }),
      this.command('Runtime.addBinding', { name: binding, executionContextName: world }),
      this.command('Page.addScriptToEvaluateOnNewDocument', { source: isolated, worldName: world }),
      this.command('Page.addScriptToEvaluateOnNewDocument', { source: page }),
      this.command('Runtime.runIfWaitingForDebugger'),
    ])
  }

  #listen(): void {
    const on = <Event>(name: string, listener: (event: Event) => void): void =>
      void chromium.on(`${this.session}/${name}`, listener)
    answerRequests(this)
    on('Runtime.executionContextCreated', ({ context }: { context: ExecutionContext }) => {
      if (context.name === world && context.auxData.frameId === this.target) this.#context = context.id
    })
    on(
      'Runtime.bindingCalled',
      ({ payload, executionContextId }: { payload: string; executionContextId: number }) => {
        if (executionContextId === this.#context) this.#hear(JSON.parse(payload) as Said)
      },
    )
    on('Page.loadEventFired', () => {
      // The empty page that Chromium begins with is none of the application's.
      if (this.#context === undefined) return
      this.emit('did-finish-load', {})
    })
    on('Inspector.targetCrashed', () => {
      this.#crashed = true
      this.#context = undefined
      this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 })
    })
    attaching.on('any', (session: string, { openerId, targetId }: AttachedToTarget['targetInfo']) => {
      if (openerId === this.target) void this.#answerOpening(session, targetId)
    })
  }

  /** A second window of the page's own: it is held before it loads anything, until the application has been asked. */
  async #answerOpening(session: string, targetId: string): Promise<void> {
    chromium.once(`${session}/Fetch.requestPaused`, ({ request }: { request: { url: string } }) => {
      const url = toElectron(request.url)
      this.opened.push({ url, action: this.openHandler({ url }).action })
      // The double has no windows but those that the application makes.
      chromium.send('Target.closeTarget', { targetId }).catch(() => undefined)
    })
    await chromium.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] }, session).catch(() => undefined)
    await chromium.send('Runtime.runIfWaitingForDebugger', {}, session).catch(() => undefined)
  }

  #hear(said: Said): void {
    if (said.kind === 'failed') return void this.problems.push(said.problem)
    if (said.kind === 'message') {
      const event = { ...preventable({}), sender: this, senderFrame: this.#frame }
      return void this.ipc.emit(said.channel, event, ...(decodeClone(said.content) as unknown[]))
    }
    const url = toElectron(said.url)
    this.#frame = { url, origin: originOf(url), parent: null }
    for (const [file, path] of this.files) void this.#tellPath(file, path)
    this.emit('did-navigate', {}, url, 200, 'OK')
  }

  async #tellPath(file: string, path: string): Promise<void> {
    if (this.#context === undefined) return
    await this.command('Runtime.callFunctionOn', {
      executionContextId: this.#context,
      functionDeclaration: '(file, path) => void globalThis.doublePath(file, path)',
      arguments: [{ value: file }, { value: path }],
    })
  }

  #edit(command: 'undo' | 'redo'): void {
    this.command('Input.dispatchKeyEvent', { type: 'rawKeyDown', commands: [command] }).catch(() => undefined)
  }
}
