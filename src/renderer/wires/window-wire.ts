import type { Frame, Wire } from '../../shared/rpc/wire'

/** What the preload script puts into the page, and nothing else. */
export interface WindowBridge {
  send(frame: Frame): void
  onFrame(listener: (frame: unknown) => void): () => void
  /** Absolute path of a file that was dropped or chosen; empty where it has none. */
  pathForFile(file: File): string
}

/** The bridge of the window around this page; undefined in a browser. */
export function windowBridge(): WindowBridge | undefined {
  return (globalThis as { headstart?: WindowBridge }).headstart
}

/** Frames to the main process and back; a window and its main process end together, so it never closes. */
export function windowWire({ send, onFrame }: WindowBridge): Wire {
  return { send, onFrame, onClose: () => () => undefined }
}
