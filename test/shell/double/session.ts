import { EventEmitter } from 'node:events'
import { chromium, preventable } from './surroundings'

type RequestHandler = NonNullable<Parameters<Electron.Session['setPermissionRequestHandler']>[0]>
type CheckHandler = NonNullable<Parameters<Electron.Session['setPermissionCheckHandler']>[0]>
type DeviceHandler = NonNullable<Parameters<Electron.Session['setDevicePermissionHandler']>[0]>
type BeforeRequest = (details: { url: string }, answer: (response: { cancel?: boolean }) => void) => void

class Session extends EventEmitter {
  permissionRequest: RequestHandler | undefined
  permissionCheck: CheckHandler | undefined
  devicePermission: DeviceHandler | undefined
  readonly downloads: { url: string; refused: boolean }[] = []
  #guards: { schemes: string[]; handler: BeforeRequest }[] = []

  setPermissionRequestHandler(handler: RequestHandler): void {
    this.permissionRequest = handler
  }

  setPermissionCheckHandler(handler: CheckHandler): void {
    this.permissionCheck = handler
  }

  setDevicePermissionHandler(handler: DeviceHandler): void {
    this.devicePermission = handler
  }

  readonly webRequest = {
    /** Only whole schemes are understood of the patterns. */
    onBeforeRequest: (filter: { urls: string[] }, handler: BeforeRequest): void => {
      this.#guards = [{ schemes: filter.urls.map((url) => url.split(':', 1)[0] ?? ''), handler }]
    },
  }

  /** Whether a request is cancelled before it is made. */
  async isCancelled(url: string): Promise<boolean> {
    const scheme = url.split(':', 1)[0] ?? ''
    for (const { schemes, handler } of this.#guards) {
      if (!schemes.includes(scheme)) continue
      const { cancel } = await new Promise<{ cancel?: boolean }>((resolve) => handler({ url }, resolve))
      if (cancel) return true
    }
    return false
  }

  async watchDownloads(): Promise<void> {
    chromium.on('/Browser.downloadWillBegin', ({ url }: { url: string }) => {
      const event = preventable({})
      this.emit('will-download', event, { getURL: () => url })
      this.downloads.push({ url, refused: event.defaultPrevented })
    })
    // Nothing that a test downloads is worth keeping, whatever the application says.
    await chromium.send('Browser.setDownloadBehavior', { behavior: 'deny', eventsEnabled: true })
  }
}

export const defaultSession = new Session()
export const session = { defaultSession }
