import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import type { Job } from '../../../shared/contract/jobs'
import type { Batch, Epoch, RunDetail } from '../../../shared/contract/training'
import { toAppError } from '../../../shared/errors'
import type { AppError } from '../../../shared/errors'
import { useFront } from '../../front/front'
import { useJobs } from '../../stores/jobs.store'
import { withBatch, withEpoch } from './curve'
import { followRun } from './follow-run'

type TrainJob = Extract<Job, { kind: 'train' }>
/** Milliseconds between two drawings of a curve: the epochs of a small training come by the hundred a second. */
const DRAWING_INTERVAL = 200

export type RunState = RunDetail['status'] | 'loading' | 'missing' | 'discarded'

/** A run from wherever it is to its end, with its job where one is under way. */
export function useRun(run: number) {
  const { client } = useFront()
  const jobs = useJobs()
  const leaving = new AbortController()
  const detail = shallowRef<RunDetail>()
  const epochs = shallowRef<readonly Epoch[]>([])
  const batches = shallowRef<readonly Batch[]>([])
  const isGone = ref(false)
  const error = shallowRef<AppError>()
  const { signal } = leaving

  let known: readonly Epoch[] = []
  let steps: readonly Batch[] = []
  let drawing: ReturnType<typeof setTimeout> | undefined
  function publish(): void {
    clearTimeout(drawing)
    drawing = undefined
    epochs.value = known
    batches.value = steps
  }
  function arrived(epoch: Epoch): void {
    known = withEpoch(known, epoch)
    draw()
  }
  function stepped(batch: Batch): void {
    steps = withBatch(steps, batch)
    draw()
  }
  function draw(): void {
    drawing ??= setTimeout(publish, epochs.value.length === 0 ? 0 : DRAWING_INTERVAL)
  }

  async function show(): Promise<void> {
    error.value = undefined
    try {
      detail.value = await client['runs.show']({ run }, { signal })
      await followRun({
        ask: (reading) => client['runs.watch']({ run }, { signal: reading }),
        onEpoch: arrived,
        onBatch: stepped,
        signal,
      })
      publish()
      detail.value = await client['runs.show']({ run }, { signal })
    } catch (thrown) {
      const told = toAppError(thrown)
      if (told.code === 'not-found') isGone.value = true
      else if (!signal.aborted) error.value = told
    }
  }

  const job = computed(() => jobs.all.find((one): one is TrainJob => one.kind === 'train' && one.run === run))
  const state = computed<RunState>(() => {
    const status = detail.value?.status
    if (status === undefined) return isGone.value ? 'missing' : 'loading'
    if (isGone.value) return 'discarded'
    // What was asked at the beginning is old once the job or the curve says more.
    const hasBegun =
      epochs.value.length > 0 ||
      batches.value.length > 0 ||
      (job.value !== undefined && job.value.status !== 'queued')
    return status === 'queued' && hasBegun ? 'running' : status
  })

  void show()
  onScopeDispose(() => {
    leaving.abort()
    clearTimeout(drawing)
  })
  return { detail, epochs, batches, job, state, error, show }
}
