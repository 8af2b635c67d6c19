import { computed, inject, provide, ref, watch } from 'vue'
import type { InjectionKey } from 'vue'
import { useLocalStorage } from '@vueuse/core'
import { useRoute, useRouter } from 'vue-router'
import { useProject } from '../../stores/project.store'
import { classColour } from '../../ui/class-colours'
import { similarRoute } from '../review/similar-route'
import { allowedCell } from './grid-geometry'
import { useLabelling } from './useLabelling'
import { usePhotoFocus } from './usePhotoFocus'
import { usePhotoPages } from './usePhotoPages'
import { filterOfQuery, queryOfFilter } from './view-filter'
import type { ViewFilter } from './view-filter'

/** Everything that the parts of the page share: what is shown, in focus and selected, and what is open over it. */
function createPhotosPage() {
  const route = useRoute()
  const router = useRouter()
  const project = useProject()
  const key = computed(() => (route.name === 'photos' ? JSON.stringify(filterOfQuery(route.query)) : '{}'))
  const filter = computed(() => JSON.parse(key.value) as ViewFilter)
  const pages = usePhotoPages(filter)
  const focus = usePhotoFocus(pages)
  watch([() => filter.value, () => project.state?.folder], () => focus.startOver())

  const wanted = useLocalStorage('headstart.photos.cell', 168)
  const cell = computed({
    get: () => allowedCell(wanted.value),
    set: (size) => (wanted.value = allowedCell(size)),
  })
  const places = computed(() => new Map(project.classes.map(({ label }, place) => [label, place])))

  /** The page of the photos that look most like the one in focus. */
  function findSimilar(): void {
    const photo = focus.photo.value
    if (photo) void router.push(similarRoute(photo))
  }

  return {
    filter,
    findSimilar,
    show: (shown: ViewFilter) => router.replace({ query: queryOfFilter(shown) }),
    pages,
    focus,
    labelling: useLabelling(pages, focus, filter),
    /** Side of a cell in pixels, as the user wants it. */
    cell,
    /** Whether the facts are shown at the right. */
    factsShown: useLocalStorage('headstart.photos.facts', true),
    /** Whether the row is shown that asks a run for suggestions. */
    suggestionsShown: ref(filter.value.suggestedBy !== undefined),
    loupeOpen: ref(false),
    paletteOpen: ref(false),
    /** The colour of a class; undefined for no class. */
    colourOf(label: string | null): string | undefined {
      const place = label === null ? undefined : places.value.get(label)
      return place === undefined ? undefined : classColour(place)
    },
  }
}
export type PhotosPage = ReturnType<typeof createPhotosPage>

const photosPageKey: InjectionKey<PhotosPage> = Symbol('photos')

export function providePhotosPage(): PhotosPage {
  const page = createPhotosPage()
  provide(photosPageKey, page)
  return page
}

export function usePhotosPage(): PhotosPage {
  const page = inject(photosPageKey)
  if (!page) throw new Error('This is a part of the photos page.')
  return page
}
