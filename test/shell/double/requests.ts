import { toElectron } from './addresses'
import { handlers } from './protocol'
import { defaultSession } from './session'
import { chromium, preventable } from './surroundings'
import type { WebContents } from './web-contents'

interface Paused {
  readonly requestId: string
  readonly request: {
    readonly url: string
    readonly method: string
    readonly headers: Record<string, string>
  }
  readonly frameId: string
  readonly resourceType: string
}

/** Answers every request of a page as Electron would: from the handlers of its schemes, and nothing from elsewhere. */
export function answerRequests(contents: WebContents): void {
  chromium.on(`${contents.session}/Fetch.requestPaused`, (paused: Paused) => {
    answer(contents, paused).catch(() => refuse(contents, paused, 'Failed'))
  })
}

async function answer(contents: WebContents, paused: Paused): Promise<void> {
  const { method, headers } = paused.request
  const url = toElectron(paused.request.url)
  if (paused.resourceType === 'Document' && isPrevented(contents, paused, url))
    return refuse(contents, paused, 'Aborted')
  const scheme = url.split(':', 1)[0] ?? ''
  if (scheme === 'data' || scheme === 'blob' || scheme === 'about')
    return void contents.command('Fetch.continueRequest', { requestId: paused.requestId })
  const handler = handlers.get(scheme)
  if (!handler || (await defaultSession.isCancelled(url))) return refuse(contents, paused, 'BlockedByClient')
  const response = await handler(new Request(url, { method, headers }))
  const body = Buffer.from(await response.arrayBuffer()).toString('base64')
  await contents.command('Fetch.fulfillRequest', {
    requestId: paused.requestId,
    responseCode: response.status,
    responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
    body,
  })
}

/** Whether the application keeps the page from going somewhere. What the application itself loads it is not asked about. */
function isPrevented(contents: WebContents, { frameId }: Paused, url: string): boolean {
  const isMainFrame = frameId === contents.target
  if (isMainFrame && contents.isLoading) {
    contents.isLoading = false
    return false
  }
  const event = preventable({ url, isMainFrame, isSameDocument: false })
  contents.emit('will-frame-navigate', event)
  if (isMainFrame && !event.defaultPrevented) contents.emit('will-navigate', event, url)
  contents.navigations.push({ url, prevented: event.defaultPrevented })
  return event.defaultPrevented
}

function refuse(contents: WebContents, { requestId }: Paused, errorReason: string): void {
  contents.command('Fetch.failRequest', { requestId, errorReason }).catch(() => undefined)
}
