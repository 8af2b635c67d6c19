import type { Page } from '@playwright/test'
import { frontContract } from '../../src/shared/contract/front'
import type { FrontContract } from '../../src/shared/contract/front'
import { connect } from '../../src/shared/rpc/connect'
import type { Client } from '../../src/shared/rpc/contract'
import { Listeners, frameSchema } from '../../src/shared/rpc/wire'
import type { Frame, Wire } from '../../src/shared/rpc/wire'

/** The page counts its own calls from 1 on; those of every wire of a test are far from them, and from one another. */
const callsApart = 1_000_000

/** What a window puts into its page. */
export interface Bridge {
  send(frame: unknown): void
  onFrame(listener: (frame: unknown) => void): () => void
  pathForFile(file: File): string
}

let wires = 0

/** A wire through a window's page: what is sent goes through the preload script and Electron's ipc, as the page's own. */
export async function pageWire(page: Page): Promise<Wire> {
  const frames = new Listeners<unknown>()
  const name = `toTest${(wires += 1)}`
  const first = wires * callsApart
  await page.exposeFunction(name, (raw: unknown) => {
    const { data } = frameSchema.safeParse(raw)
    const id = (data?.id ?? 0) - first
    if (id > 0 && id < callsApart) frames.tell({ ...data, id })
  })
  await page.evaluate((told) => {
    const { headstart, [told]: tell } = globalThis as never as { headstart: Bridge } & Record<
      string,
      (raw: unknown) => void
    >
    headstart.onFrame((frame) => tell?.(frame))
  }, name)
  return {
    send(frame: Frame) {
      // A page that is gone answers nothing; the call stays open, as it would in a page.
      sendFrom(page, [{ ...frame, id: frame.id + first }]).catch(() => undefined)
    },
    onFrame: (listener) => frames.add(listener),
    onClose: () => () => undefined,
  }
}

export async function pageClient(page: Page): Promise<Client<FrontContract>> {
  return connect(frontContract, await pageWire(page))
}

/** Sends whatever it is from the page, through its bridge. */
export function sendFrom(page: Page, frames: readonly unknown[]): Promise<void> {
  return page.evaluate((all) => {
    const { headstart } = globalThis as never as { headstart: Bridge }
    for (const frame of all) headstart.send(frame)
  }, frames)
}
