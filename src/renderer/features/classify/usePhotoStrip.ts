import { computed, onScopeDispose, shallowRef } from 'vue'

/** A photo on the page: a file that came, or one that was handed over to the host before. */
export interface ShownPhoto {
  readonly name: string
  readonly file?: File
  /** Shows the file at once, where the browser can; valid while the photo is in the strip. */
  readonly preview?: string
  /** The temporary id under which the host already knows it. */
  readonly asset?: string
}

interface Strip {
  readonly photos: readonly ShownPhoto[]
  readonly position: number
}

const empty: Strip = { photos: [], position: 0 }

/** The photos that came last, and which of them is looked at. What comes takes the place of all before. */
export function usePhotoStrip() {
  const strip = shallowRef(empty)

  function replace(photos: readonly ShownPhoto[]): void {
    for (const { preview } of strip.value.photos) if (preview) URL.revokeObjectURL(preview)
    strip.value = { photos, position: 0 }
  }
  /** Stays inside the strip. */
  function show(position: number): void {
    const { photos } = strip.value
    const last = Math.max(0, photos.length - 1)
    const inside = Math.min(Math.max(0, position), last)
    if (inside !== strip.value.position) strip.value = { photos, position: inside }
  }

  onScopeDispose(() => replace([]))
  return {
    photos: computed(() => strip.value.photos),
    position: computed(() => strip.value.position),
    current: computed(() => strip.value.photos[strip.value.position]),
    take: (files: readonly File[]) =>
      replace(files.map((file) => ({ name: file.name, file, preview: URL.createObjectURL(file) }))),
    takeAsset: (asset: string, name: string) => replace([{ name, asset }]),
    show,
    step: (by: number) => show(strip.value.position + by),
  }
}
