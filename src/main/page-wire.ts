import type { IpcMainEvent, WebContents } from 'electron'
import { AppError } from '../shared/errors'
import { frameChannel } from '../shared/frame-channel'
import { Listeners, frameSchema } from '../shared/rpc/wire'
import type { Frame, Unsubscribe, Wire } from '../shared/rpc/wire'
import { isOwn } from './origins'

/** What a frame that is not passed on is told to. */
export type OnDropped = (reason: string, dropped: number) => void

/**
 * Serves the page of a window, over a wire of its own for every document that it loads: a reload ends what the page
 * before had asked for.
 * @param serve answers the calls of a wire
 * @param onDropped told at the first frame that was dropped, and then at every tenfold
 */
export function servePageOf(
  contents: WebContents,
  serve: (wire: Wire) => Unsubscribe,
  onDropped: OnDropped,
): void {
  const drops = dropCounter(onDropped)
  let page: PageWire | undefined
  const end = (reason: string): void => {
    page?.close(reason)
    page = undefined
  }
  contents.on('did-navigate', () => {
    end('The page was loaded again.')
    page = new PageWire(contents)
    serve(page)
  })
  contents.on('render-process-gone', () => end('The page ended unexpectedly.'))
  contents.once('destroyed', () => end('The window was closed.'))
  contents.ipc.on(frameChannel, (event, raw: unknown) => {
    const refused = refusal(event, contents)
    if (refused !== undefined) return drops(refused)
    const frame = frameSchema.safeParse(raw).data
    if (frame?.type !== 'call' && frame?.type !== 'cancel') return drops('It is no call and no cancel.')
    page?.receive(frame)
  })
}

/** Why a sender is not listened to. */
function refusal(
  { sender, senderFrame }: Pick<IpcMainEvent, 'sender' | 'senderFrame'>,
  contents: WebContents,
) {
  if (sender !== contents) return 'It comes from another window.'
  if (!senderFrame) return 'Its frame is gone.'
  if (senderFrame.parent !== null) return 'It comes from a frame inside the page.'
  return isOwn(senderFrame.origin) ? undefined : `It comes from ${senderFrame.origin}.`
}

/** A page can send nonsense faster than a log can take it. */
function dropCounter(onDropped: OnDropped): (reason: string) => void {
  let dropped = 0
  let next = 1
  return (reason) => {
    dropped += 1
    if (dropped < next) return
    next *= 10
    onDropped(reason, dropped)
  }
}

/** Frames to and from one document. */
class PageWire implements Wire {
  readonly #contents: WebContents
  readonly #frames = new Listeners<unknown>()
  readonly #closing = new Listeners<AppError>()
  #open = true

  constructor(contents: WebContents) {
    this.#contents = contents
  }

  send(frame: Frame): void {
    if (this.#open && !this.#contents.isDestroyed()) this.#contents.send(frameChannel, frame)
  }

  receive(frame: Frame): void {
    this.#frames.tell(frame)
  }

  onFrame(listener: (frame: unknown) => void): Unsubscribe {
    return this.#frames.add(listener)
  }

  onClose(listener: (reason: AppError) => void): Unsubscribe {
    return this.#closing.add(listener)
  }

  close(reason: string): void {
    this.#open = false
    this.#closing.tell(new AppError('disconnected', reason))
  }
}
