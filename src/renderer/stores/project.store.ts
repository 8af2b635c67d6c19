import { computed, shallowRef } from 'vue'
import { defineStore } from 'pinia'
import type { ProjectState } from '../../shared/contract/projects'
import { useFront } from '../front/front'
import { follow } from './follow'

/** The open project as every page sees it, kept up to date by the host. */
export const useProject = defineStore('project', () => {
  const { client } = useFront()
  /** Undefined until the host has answered; null where no project is open. */
  const state = shallowRef<ProjectState | null>()

  follow(
    (signal) => client['project.watch']({}, { signal }),
    ({ project }) => (state.value = project),
  )

  return {
    state,
    isOpen: computed(() => Boolean(state.value)),
    /** Grows with every change of photos, labels or splits. */
    revision: computed(() => state.value?.revision ?? 0),
    classes: computed(() => state.value?.classes ?? []),
  }
})
