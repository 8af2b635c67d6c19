/**
 * Which photos are selected, by their numbers, and from where a range is drawn. The place of the anchor in the list is
 * kept beside it, as its page may be gone by the time a range is drawn.
 */
export interface Selection {
  readonly ids: ReadonlySet<number>
  readonly anchor: Anchor | undefined
}

export interface Anchor {
  readonly id: number
  readonly index: number
}

export const nothingSelected: Selection = { ids: new Set(), anchor: undefined }

/** One photo alone, from which the next range is drawn. */
export function selectOnly(anchor: Anchor): Selection {
  return { ids: new Set([anchor.id]), anchor }
}

/** The photo joins the others or leaves them, and is where the next range is drawn from. */
export function toggle({ ids }: Selection, anchor: Anchor): Selection {
  const changed = new Set(ids)
  if (!changed.delete(anchor.id)) changed.add(anchor.id)
  return { ids: changed, anchor }
}

/** The photos from the anchor to where the range goes now, instead of the range before. */
export function extendTo({ anchor }: Selection, range: readonly number[]): Selection {
  return { ids: new Set(range), anchor }
}

/** Every photo of the filter; the anchor stays. */
export function selectAll({ anchor }: Selection, ids: readonly number[]): Selection {
  return { ids: new Set(ids), anchor }
}

/** Whether exactly this photo is selected: then the selection goes along with the focus. */
export function isAlone({ ids }: Selection, id: number | undefined): boolean {
  return id !== undefined && ids.size === 1 && ids.has(id)
}
