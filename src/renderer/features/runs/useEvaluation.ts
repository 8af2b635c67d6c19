import { onScopeDispose, ref, shallowRef } from 'vue'
import { hasEnded } from '../../../shared/contract/jobs'
import type { Job } from '../../../shared/contract/jobs'
import type { Evaluation } from '../../../shared/contract/evaluation'
import { AppError, toAppError } from '../../../shared/errors'
import { useFront } from '../../front/front'

/** How a finished run does on the validation photos: what is known already, or else found out now. */
export function useEvaluation(run: number) {
  const { client } = useFront()
  const leaving = new AbortController()
  const { signal } = leaving
  const evaluation = shallowRef<Evaluation>()
  const job = shallowRef<Job>()
  const wasStopped = ref(false)
  const error = shallowRef<AppError>()

  /** Does some asking and tells what went wrong; leaving the page is nothing wrong. */
  async function attempt(work: () => Promise<void>): Promise<void> {
    error.value = undefined
    wasStopped.value = false
    try {
      await work()
    } catch (thrown) {
      if (!signal.aborted) error.value = toAppError(thrown)
    }
  }

  async function find(): Promise<void> {
    const known = await client['runs.evaluations']({ run }, { signal })
    evaluation.value = known.find(({ split }) => split === 'val')
    if (evaluation.value) return
    const jobs = await client['jobs.list']({}, { signal })
    const underWay = jobs.find((one) => one.kind === 'evaluate' && one.run === run && !hasEnded(one))
    await follow(underWay?.job ?? (await begin()))
  }

  async function begin(): Promise<number> {
    return (await client['runs.evaluate']({ run, split: 'val' })).job
  }

  async function follow(number: number): Promise<void> {
    try {
      for await (const state of client['jobs.watch']({ job: number }, { signal })) {
        job.value = state
        if (hasEnded(state)) finish(state)
      }
    } finally {
      job.value = undefined
    }
  }

  function finish(ended: Job): void {
    if (ended.status === 'failed') throw new AppError('internal', ended.reason ?? '')
    if (ended.kind === 'evaluate' && ended.result) evaluation.value = ended.result
    else wasStopped.value = true
  }

  onScopeDispose(() => leaving.abort())
  return {
    ...{ evaluation, job, wasStopped, error },
    find: () => attempt(find),
    /** Checks once more, with the labels as they are now. */
    check: () => attempt(async () => follow(await begin())),
  }
}
