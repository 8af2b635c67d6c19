import type { Photo, PhotoList } from '../../../shared/contract/photos'

/** Photos that are asked for at once. */
export const pageSize = 200
/** Pages that are kept; the one that was not needed for longest goes first. */
const mostPages = 50

/** What an edit changes of a photo. */
export type PhotoChange = Partial<Pick<Photo, 'label' | 'excluded'>>

interface Page {
  readonly photos: readonly Photo[]
  /** Still shown, until what has changed is there. */
  readonly stale: boolean
}

/** A question for one page; an answer to an older question for the same page counts for nothing. */
export interface PageRequest {
  readonly page: number
  readonly ticket: number
}

/** The photos of one filter as far as they were needed, in pages; it asks for nothing itself. */
export class PhotoPages {
  /** In the order in which they were last needed. */
  readonly #pages = new Map<number, Page>()
  readonly #asked = new Map<number, number>()
  #ticket = 0
  #total: number | undefined

  /** Photos of the filter in all; undefined until the first answer. */
  get total(): number | undefined {
    return this.#total
  }

  /** Whether nothing is on its way. */
  get settled(): boolean {
    return this.#asked.size === 0
  }

  at(index: number): Photo | undefined {
    return this.#pages.get(Math.floor(index / pageSize))?.photos[index % pageSize]
  }

  /** Where a photo is; undefined where it is on no page that is kept. */
  indexOf(id: number): number | undefined {
    for (const [page, { photos }] of this.#pages) {
      const place = photos.findIndex((photo) => photo.id === id)
      if (place >= 0) return page * pageSize + place
    }
    return undefined
  }

  /** Every photo that is on a page that is kept, by its number. */
  kept(): Map<number, Photo> {
    return new Map(
      [...this.#pages.values()].flatMap(({ photos }) => photos.map((photo) => [photo.id, photo])),
    )
  }

  /** What has to be asked for so that the photos from `first` to `last` can be shown; it counts as asked from now on. */
  request(first: number, last: number): PageRequest[] {
    const requests: PageRequest[] = []
    for (let page = Math.floor(first / pageSize); page <= Math.floor(last / pageSize); page += 1) {
      const kept = this.#pages.get(page)
      if (kept) this.#touch(page, kept)
      if ((kept && !kept.stale) || this.#asked.has(page)) continue
      this.#asked.set(page, (this.#ticket += 1))
      requests.push({ page, ticket: this.#ticket })
    }
    return requests
  }

  /** Takes an answer in; false where it is an answer to a question that does not stand any more. */
  receive({ page, ticket }: PageRequest, { total, images }: PhotoList): boolean {
    if (this.#asked.get(page) !== ticket) return false
    this.#asked.delete(page)
    this.#total = total
    this.#touch(page, { photos: images, stale: false })
    for (const kept of this.#pages.keys()) if (kept * pageSize >= total) this.#pages.delete(kept)
    const surplus = Math.max(0, this.#pages.size - mostPages)
    for (const oldest of [...this.#pages.keys()].slice(0, surplus)) this.#pages.delete(oldest)
    return true
  }

  /** There is no answer; the page may be asked for again. */
  giveUp({ page, ticket }: PageRequest): void {
    if (this.#asked.get(page) === ticket) this.#asked.delete(page)
  }

  /** Something has changed: what is there is shown until it has been asked for again, and no older answer counts. */
  outdate(): void {
    this.#asked.clear()
    for (const [page, { photos }] of this.#pages) this.#pages.set(page, { photos, stale: true })
  }

  /** Another filter, or another project. */
  clear(): void {
    this.#asked.clear()
    this.#pages.clear()
    this.#total = undefined
  }

  /** Shows labels, or that photos are left out, as it will be once the host has heard of it. */
  change(ids: ReadonlySet<number>, to: PhotoChange | ((photo: Photo) => PhotoChange)): void {
    const changeOf = typeof to === 'function' ? to : () => to
    for (const [page, { photos, stale }] of this.#pages) {
      if (!photos.some(({ id }) => ids.has(id))) continue
      const changed = photos.map((photo) => (ids.has(photo.id) ? { ...photo, ...changeOf(photo) } : photo))
      this.#pages.set(page, { photos: changed, stale })
    }
  }

  #touch(page: number, kept: Page): void {
    this.#pages.delete(page)
    this.#pages.set(page, kept)
  }
}
