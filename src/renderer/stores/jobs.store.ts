import { computed, shallowRef, triggerRef } from 'vue'
import { defineStore } from 'pinia'
import { hasEnded } from '../../shared/contract/jobs'
import type { Job } from '../../shared/contract/jobs'
import { useFront } from '../front/front'
import { follow } from './follow'

/** The jobs of the open project that run, and those that ended while this page was open. */
export const useJobs = defineStore('jobs', () => {
  const { client } = useFront()
  const byNumber = shallowRef(new Map<number, Job>())

  follow(
    (signal) => client['jobs.follow']({}, { signal }),
    (event) => {
      if (event.type === 'jobs') byNumber.value = new Map(event.jobs.map((job) => [job.job, job]))
      else {
        byNumber.value.set(event.job.job, event.job)
        triggerRef(byNumber)
      }
    },
  )

  /** The newest first. */
  const all = computed(() => [...byNumber.value.values()].toSorted((one, other) => other.job - one.job))
  return {
    all,
    unfinished: computed(() => all.value.filter((job) => !hasEnded(job))),
    /** The job as it was last told of; undefined where nothing was. */
    byNumber: (job: number): Job | undefined => byNumber.value.get(job),
    /** Lets a training wait, or go on. */
    pause: (job: number, paused: boolean) => client['jobs.pause']({ job, paused }),
    /** @param keep what is whole stays; otherwise it is as if the job had never begun */
    stop: (job: number, keep = true) => client['jobs.stop']({ job, keep }),
  }
})
