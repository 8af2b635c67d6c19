import { mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'

const boundsSchema = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().min(1).max(100_000),
  height: z.int().min(1).max(100_000),
})

/** A rectangle of the desktop in device-independent pixels. */
export type Bounds = z.infer<typeof boundsSchema>

const windowStateSchema = z.object({ bounds: boundsSchema, maximised: z.boolean() })
/** Where a window was; `bounds` are those that it has when it is not maximised. */
export type WindowState = z.infer<typeof windowStateSchema>

export const smallestWindow = { width: 800, height: 560 } as const
const firstSize = { width: 1280, height: 800 } as const

/** How much of a window has to be on a display, in pixels, for it to be found and moved. */
const graspable = 100

/** What was kept; undefined where nothing was, or what is there cannot be read. */
export function readWindowState(path: string): WindowState | undefined {
  try {
    return windowStateSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return undefined
  }
}

/** Keeps where a window is. At once, because it may be the last thing that is done. */
export function writeWindowState(path: string, state: WindowState): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileAtomic.sync(path, `${JSON.stringify(state)}\n`)
}

/**
 * Where a window opens: where it was, if its upper edge is on a display that is there now; otherwise in the middle.
 * @param displays the parts of the displays that windows can have, the main one first
 */
export function openingBounds(kept: WindowState | undefined, displays: readonly Bounds[]): Partial<Bounds> {
  const wanted = kept?.bounds ?? firstSize
  const display = kept && displays.find((one) => isGraspable(kept.bounds, one))
  const room = display ?? displays[0] ?? wanted
  const size = {
    width: clamp(wanted.width, smallestWindow.width, room.width),
    height: clamp(wanted.height, smallestWindow.height, room.height),
  }
  return display && kept ? { x: kept.bounds.x, y: kept.bounds.y, ...size } : size
}

function isGraspable(window: Bounds, display: Bounds): boolean {
  const across = Math.min(window.x + window.width, display.x + display.width) - Math.max(window.x, display.x)
  const below = display.y + display.height - window.y
  return across >= graspable && window.y >= display.y && below >= graspable
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most))
}
