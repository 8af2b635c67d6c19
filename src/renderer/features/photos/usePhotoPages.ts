import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import { toAppError } from '../../../shared/errors'
import type { AppError } from '../../../shared/errors'
import type { Photo } from '../../../shared/contract/photos'
import { useFront } from '../../front/front'
import { useProject } from '../../stores/project.store'
import { PhotoPages, pageSize } from './photo-pages'
import type { PageRequest, PhotoChange } from './photo-pages'
import type { ViewFilter } from './view-filter'

/** Milliseconds in which the grid may scroll on before what it passes is asked for. */
const PAUSE = 30
/** As many as a list gives at once. */
const mostListed = 100_000

/** The photos of a filter, asked for as they are needed, and again whenever something has changed. */
export function usePhotoPages(filter: Readonly<Ref<ViewFilter>>) {
  const { client } = useFront()
  const project = useProject()
  const pages = new PhotoPages()
  /** Grows with every change of what is shown. */
  const version = ref(0)
  const problem = shallowRef<AppError>()
  const leaving = new AbortController()
  let shown = { first: 0, last: 0 }
  let timer: ReturnType<typeof setTimeout> | undefined
  let edits = 0
  let changedMeanwhile = false

  function load(): void {
    timer = undefined
    if (edits > 0 || !project.isOpen) return
    for (const request of pages.request(shown.first, shown.last)) void ask(request)
  }

  async function ask(request: PageRequest): Promise<void> {
    const offset = request.page * pageSize
    try {
      const list = await client['photos.list'](
        { ...filter.value, limit: pageSize, offset },
        { signal: leaving.signal },
      )
      if (!pages.receive(request, list)) return
      problem.value = undefined
      version.value += 1
    } catch (thrown) {
      pages.giveUp(request)
      const error = toAppError(thrown)
      if (error.code !== 'cancelled') problem.value = error
    }
    if (pages.settled && changedMeanwhile) reload()
  }

  /** Asks anew for what is seen; what is on its way is waited for, so that many changes do not starve the page. */
  function reload(): void {
    changedMeanwhile = edits > 0 || !pages.settled
    if (changedMeanwhile) return
    pages.outdate()
    load()
  }

  function startOver(): void {
    pages.clear()
    shown = { first: 0, last: 0 }
    version.value += 1
    load()
  }

  /**
   * Makes an edit; the photos show it at once, and nothing that was listed before the edit is taken in.
   * @param to undefined where it is not photos that change
   */
  async function edit<Result>(
    change: () => Promise<Result>,
    ids: ReadonlySet<number> = new Set(),
    to?: PhotoChange | ((photo: Photo) => PhotoChange),
  ): Promise<Result> {
    edits += 1
    pages.outdate()
    if (to) pages.change(ids, to)
    version.value += 1
    try {
      return await change()
    } finally {
      edits -= 1
      if (edits === 0) reload()
    }
  }

  /** The numbers of the photos from one place to another, those included that were not needed so far. */
  async function idsBetween(first: number, last: number): Promise<number[]> {
    const known: number[] = []
    for (let index = first; index <= last; index += 1) {
      const photo = pages.at(index)
      if (!photo) return (await list(first, last)).map(({ id }) => id)
      known.push(photo.id)
    }
    return known
  }

  /** The photos of some numbers as far as they are shown, those included that were not needed so far. */
  async function photosOf(ids: readonly number[]): Promise<Photo[]> {
    const kept = pages.kept()
    const known = ids.flatMap((id) => kept.get(id) ?? [])
    if (known.length === ids.length) return known
    const wanted = new Set(ids)
    return (await list(0, (pages.total ?? 0) - 1)).filter(({ id }) => wanted.has(id))
  }

  async function list(first: number, last: number): Promise<Photo[]> {
    const photos: Photo[] = []
    for (let offset = first; offset <= last; offset += mostListed) {
      const limit = Math.min(mostListed, last - offset + 1)
      const { images } = await client['photos.list'](
        { ...filter.value, limit, offset },
        { signal: leaving.signal },
      )
      for (const photo of images) photos.push(photo)
    }
    return photos
  }

  watch(() => project.revision, reload)
  watch([() => project.state?.folder, () => filter.value], startOver, { immediate: true })
  onScopeDispose(() => {
    clearTimeout(timer)
    leaving.abort()
  })

  return {
    version,
    problem,
    /** Undefined until the first answer. */
    total: computed(() => (version.value, pages.total)),
    at: (index: number): Photo | undefined => (version.value, pages.at(index)),
    indexOf: (id: number): number | undefined => pages.indexOf(id),
    isSettled: (): boolean => pages.settled && edits === 0,
    /** Says which photos are seen, so that they are there. */
    show(first: number, last: number): void {
      shown = { first, last: Math.max(first, last) }
      timer ??= setTimeout(load, PAUSE)
    },
    reload,
    edit,
    idsBetween,
    photosOf,
  }
}
export type PhotoPagesView = ReturnType<typeof usePhotoPages>
