import { useLocalStorage } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import { useRouter } from 'vue-router'
import { hasEnded } from '../../../shared/contract/jobs'
import type { Job } from '../../../shared/contract/jobs'
import type { ImportSettings, Skipped } from '../../../shared/contract/photos'
import { AppError } from '../../../shared/errors'
import { useFront } from '../../front/front'
import type { IncomingFile } from '../../front/front'
import { useJobs } from '../../stores/jobs.store'
import { strings } from '../../strings'
import { useNotices } from '../../ui/useNotices'

const texts = strings.photos.importing

/** Bytes on their way from a browser to the host; `rate` in bytes a second. */
export interface Sending {
  readonly sent: number
  readonly total: number
  readonly rate: number
}

/** Importing a folder or what was dropped, up to telling how it ended; it goes on while another page is looked at. */
export const useImport = defineStore('import', () => {
  const front = useFront()
  const router = useRouter()
  const jobs = useJobs()
  const notices = useNotices()
  const settings = useLocalStorage('headstart.photos.import', { copy: false, labelsFromNames: false })
  const sending = shallowRef<Sending>()
  const reading = shallowRef(false)
  const leftOut = shallowRef<readonly Skipped[]>([])
  let stopping = new AbortController()

  async function importFolder(folder: string): Promise<void> {
    await front.client['photos.import']({ sources: [folder], ...settings.value }).catch(notices.failed)
  }

  async function importArrays(arrays: NonNullable<ImportSettings['arrays']>): Promise<void> {
    await front.client['photos.import']({ arrays }).catch(notices.failed)
  }

  async function importDropped(items: () => Promise<IncomingFile[]>): Promise<void> {
    stopping = new AbortController()
    const { signal } = stopping
    reading.value = true
    try {
      const files = await items()
      if (files.length === 0) throw new AppError('bad-input', texts.nothing)
      await front.importFiles(files, sendingSince(performance.now()), signal, settings.value)
    } catch (thrown) {
      if (!signal.aborted) notices.failed(thrown)
    } finally {
      reading.value = false
      sending.value = undefined
    }
  }

  function sendingSince(begun: number): (sent: number, total: number) => void {
    return (sent, total) => {
      reading.value = false
      const seconds = Math.max(0.001, (performance.now() - begun) / 1000)
      sending.value = { sent, total, rate: sent / seconds }
    }
  }

  function tell(job: Extract<Job, { kind: 'import' }>): void {
    if (job.status === 'failed') notices.failed(new AppError('internal', texts.failed(job.reason ?? '')))
    if (!job.result) return
    const { added, skipped, duplicates, unchanged } = job.result
    const show = { label: texts.show, run: () => showLeftOut(skipped) }
    notices.told(
      texts.added(added, skipped.length, duplicates, unchanged),
      skipped.length > 0 ? show : undefined,
    )
  }

  function showLeftOut(skipped: readonly Skipped[]): void {
    leftOut.value = skipped
    void router.push({ name: 'photos' })
  }

  /** The imports that have not ended; those that end while the page is there are told of. */
  const running = computed(() => jobs.unfinished.filter(({ kind }) => kind === 'import'))
  const awaited = new Set<number>()
  watch(
    () => jobs.all,
    (all) => {
      for (const job of all) {
        if (job.kind !== 'import') continue
        if (!hasEnded(job)) awaited.add(job.job)
        else if (awaited.delete(job.job)) tell(job)
      }
    },
    { immediate: true },
  )

  return {
    settings,
    sending,
    /** Whether what was dropped is being looked through. */
    reading,
    /** What the last import left out, while it is looked at. */
    leftOut,
    running,
    importFolder,
    importArrays,
    importDropped,
    stopSending: () => stopping.abort(),
  }
})
