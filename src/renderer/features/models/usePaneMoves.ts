import { useEventListener } from '@vueuse/core'
import type { Ref } from 'vue'
import type { Point } from './picture-view'

/** Pixels by which an arrow key moves the picture, and the factor by which plus makes it larger. */
const STEP = 60
export const FACTOR = 1.25
/** Pixels by which the pointer may tremble in a click. */
const TREMBLE = 4
/** Pixels of the wheel that make the picture half or twice as large. */
const DOUBLING = 400

export interface PaneMoves {
  /** @param x, y pixels */
  move(x: number, y: number): void
  /** @param at the point of the pane that stays; left out: its middle */
  zoom(factor: number, at?: Point): void
  fit(): void
}

/** Moves and zooms what is in a pane by mouse, wheel and keyboard; a drag ends without a click. */
export function usePaneMoves(pane: Readonly<Ref<HTMLElement | null>>, moves: PaneMoves): void {
  useDrag(pane, moves)
  useEventListener(
    pane,
    'wheel',
    (event: WheelEvent) => {
      event.preventDefault()
      const { left, top } = pane.value?.getBoundingClientRect() ?? { left: 0, top: 0 }
      moves.zoom(2 ** (-event.deltaY / DOUBLING), { x: event.clientX - left, y: event.clientY - top })
    },
    { passive: false },
  )
  const keys: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => moves.move(STEP, 0),
    ArrowRight: () => moves.move(-STEP, 0),
    ArrowUp: () => moves.move(0, STEP),
    ArrowDown: () => moves.move(0, -STEP),
    '+': () => moves.zoom(FACTOR),
    '=': () => moves.zoom(FACTOR),
    '-': () => moves.zoom(1 / FACTOR),
    '0': () => moves.fit(),
  }
  useEventListener(pane, 'keydown', (event: KeyboardEvent) => {
    const act = keys[event.key]
    if (!act || event.ctrlKey || event.altKey || event.metaKey) return
    event.preventDefault()
    act()
  })
}

function useDrag(pane: Readonly<Ref<HTMLElement | null>>, { move }: PaneMoves): void {
  let drag: (Point & { readonly far: boolean }) | undefined
  useEventListener(pane, 'pointerdown', (event: PointerEvent) => {
    drag = event.button === 0 ? { x: event.clientX, y: event.clientY, far: false } : undefined
  })
  useEventListener(pane, 'pointermove', (event: PointerEvent) => {
    // The button may have been let go outside of the pane.
    if (event.buttons === 0) drag = undefined
    if (!drag) return
    const [x, y] = [event.clientX - drag.x, event.clientY - drag.y]
    if (!drag.far && Math.hypot(x, y) < TREMBLE) return
    if (!drag.far) pane.value?.setPointerCapture(event.pointerId)
    drag = { x: event.clientX, y: event.clientY, far: true }
    move(x, y)
  })
  useEventListener(
    pane,
    'click',
    (event: MouseEvent) => {
      if (drag?.far) event.stopPropagation()
      drag = undefined
    },
    { capture: true },
  )
}
