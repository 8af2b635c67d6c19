/** How a picture lies in its pane: a point of the picture is at `scale` × point + (x, y) of the pane, in pixels. */
export interface PictureView {
  readonly x: number
  readonly y: number
  readonly scale: number
}

export interface Size {
  readonly width: number
  readonly height: number
}

export interface Point {
  readonly x: number
  readonly y: number
}

const SMALLEST = 0.02
const LARGEST = 4
/** Below this scale words can hardly be read. */
const LEGIBLE = 0.7

/** The whole picture, never larger than it is. */
export function fitted(picture: Size, pane: Size): PictureView {
  const scale = clamped(Math.min(1, pane.width / picture.width, pane.height / picture.height))
  return {
    scale,
    x: (pane.width - scale * picture.width) / 2,
    y: (pane.height - scale * picture.height) / 2,
  }
}

/** What is seen first: the whole picture where it is legible then, else its beginning. */
export function firstView(picture: Size, pane: Size): PictureView {
  const whole = fitted(picture, pane)
  if (whole.scale >= LEGIBLE) return whole
  const scale = clamped(Math.max(LEGIBLE, Math.min(1, pane.width / picture.width)))
  return { scale, x: (pane.width - scale * picture.width) / 2, y: 0 }
}

/** @param at the point of the pane that stays where it is */
export function zoomed(view: PictureView, factor: number, at: Point): PictureView {
  const scale = clamped(view.scale * factor)
  const share = scale / view.scale
  return { scale, x: at.x - share * (at.x - view.x), y: at.y - share * (at.y - view.y) }
}

export function moved(view: PictureView, x: number, y: number): PictureView {
  return { ...view, x: view.x + x, y: view.y + y }
}

type Box = Point & Size

/** The same view of a picture that was laid out anew: the middle of the upper side of this box stays where it is. */
export function keeping(view: PictureView, before: Box, after: Box): PictureView {
  const middle = ({ x, width }: Box): number => x + width / 2
  return moved(view, view.scale * (middle(before) - middle(after)), view.scale * (before.y - after.y))
}

/** A box in the middle of the pane, large enough to be read. */
export function centredOn(view: PictureView, box: Box, pane: Size): PictureView {
  const scale = Math.max(view.scale, LEGIBLE)
  return {
    scale,
    x: pane.width / 2 - scale * (box.x + box.width / 2),
    y: pane.height / 2 - scale * (box.y + box.height / 2),
  }
}

function clamped(scale: number): number {
  return Math.min(LARGEST, Math.max(SMALLEST, scale))
}
