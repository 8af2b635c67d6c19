import { app } from 'electron'
import type { Session, WebContents } from 'electron'
import { isOwn } from './origins'

/** Keeps everything that shows a page at our own page: no other address, no second window, no webview. */
export function guardPages(): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents))
}

function guardContents(contents: WebContents): void {
  contents.on('will-frame-navigate', (event) => {
    // A reload of the page by itself is the one navigation that it may ask for.
    if (!event.isMainFrame || !isOwn(event.url)) event.preventDefault()
  })
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}

/** Nothing is loaded from anywhere else, and nothing is saved. */
export function guardNetwork(session: Session): void {
  const remote = { urls: ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*'] }
  session.webRequest.onBeforeRequest(remote, (_details, answer) => answer({ cancel: true }))
  session.on('will-download', (event) => event.preventDefault())
}
