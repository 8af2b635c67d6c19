import { shallowRef, watch } from 'vue'
import { hasEnded } from '../../../shared/contract/jobs'
import type { Job } from '../../../shared/contract/jobs'
import { useFront } from '../../front/front'
import { useJobs } from '../../stores/jobs.store'
import { useProject } from '../../stores/project.store'

export type ExportJob = Extract<Job, { kind: 'export' }>

/** The newest export of a run. @param jobs where one job comes twice, the later one counts */
export function latestExport(jobs: readonly Job[], run: number): ExportJob | undefined {
  return jobs.reduce<ExportJob | undefined>((latest, job) => {
    if (job.kind !== 'export' || job.run !== run) return latest
    return latest === undefined || job.job >= latest.job ? job : latest
  }, undefined)
}

/** The run whose export goes on; of several, the one that was started last. */
export function runBeingExported(jobs: readonly Job[]): number | undefined {
  const ended = new Set(jobs.filter(hasEnded).map(({ job }) => job))
  const going = jobs.filter((job): job is ExportJob => job.kind === 'export' && !ended.has(job.job))
  return going.reduce<ExportJob | undefined>(
    (latest, job) => (job.job > (latest?.job ?? 0) ? job : latest),
    undefined,
  )?.run
}

/** The exports of the open project, those from before this page was opened as well, and what happens to them. */
export function useExportJobs() {
  const { client } = useFront()
  const project = useProject()
  const jobs = useJobs()
  const before = shallowRef<readonly Job[]>([])

  async function ask(): Promise<void> {
    const folder = project.state?.folder
    // Without this list the page still follows what it starts itself.
    const list = folder === undefined ? [] : await client['jobs.list']({}).catch(() => [])
    if (project.state?.folder === folder) before.value = list
  }
  watch(() => project.state?.folder, ask, { immediate: true })

  return {
    /** What is followed comes after what was listed, so that the newer of two counts. */
    all: (): Job[] => [...before.value, ...jobs.all.toReversed()],
  }
}
