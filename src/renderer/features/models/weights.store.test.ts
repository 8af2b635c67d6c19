import { createPinia } from 'pinia'
import { createSSRApp } from 'vue'
import { expect, it, vi } from 'vitest'
import { frontContract } from '../../../shared/contract/front'
import type { WeightsEvent } from '../../../shared/contract/models'
import { AppError } from '../../../shared/errors'
import { models } from '../../../shared/models'
import { connect } from '../../../shared/rpc/connect'
import { memoryWirePair } from '../../../shared/rpc/memory-wire'
import { serve } from '../../../shared/rpc/serve'
import { frontKey } from '../../front/front'
import type { Front } from '../../front/front'
import { useNotices } from '../../ui/useNotices'
import { useWeights } from './weights.store'

const { 'models.list': list, 'models.download': download } = frontContract
const contract = { 'models.list': list, 'models.download': download } as const
const progress: WeightsEvent = {
  type: 'progress',
  progress: { phase: 'download', done: 5, total: 10, unit: 'bytes', rate: null, eta: null },
}
const result = { id: 'VGG16', weights: 'installed', bytes: 10, hasTop: true, published: true } as const
const done: WeightsEvent = { type: 'done', result: { ...result, sha256: null, note: null } }

type Download = (includeTop: boolean, signal: AbortSignal) => AsyncIterable<WeightsEvent>

/** The store on a host that fetches weights by a function; `listed` counts how often the table was asked for. */
function onPage(fetch: Download) {
  const { near, far } = memoryWirePair()
  const listed = vi.fn()
  const rest = { bytes: 0, hasTop: false, source: null, note: null, weights: 'missing' } as const
  serve(
    contract,
    {
      'models.list'() {
        listed()
        return models.map((facts) => ({ ...facts, ...rest }))
      },
      'models.download': ({ includeTop }, { signal }) => fetch(includeTop, signal),
    },
    far,
  )
  const app = createSSRApp({}).use(createPinia())
  app.provide(frontKey, { client: connect(frontContract, near) } as unknown as Front)
  const { notices } = app.runWithContext(() => useNotices())
  notices.splice(0)
  return {
    weights: app.runWithContext(() => useWeights()),
    listed,
    texts: () => notices.map(({ text }) => text),
  }
}

it('tells how far a download is, says when it is done, and asks for the table again', async () => {
  const { promise: last, resolve: goOn } = Promise.withResolvers<void>()
  const page = onPage(async function* () {
    yield progress
    await last
    yield done
  })
  const ended = page.weights.download('VGG16', true)
  await vi.waitFor(() =>
    expect(page.weights.fetching.get('VGG16')?.progress).toMatchObject({ done: 5, total: 10 }),
  )
  goOn()
  await ended
  expect(page.weights.fetching.size).toBe(0)
  expect(page.listed).toHaveBeenCalledOnce()
  expect(page.texts()).toEqual(['The weights of VGG16 are here, 10 B.'])
})

it('fetches once, however often it is asked', async () => {
  const begun = vi.fn()
  const page = onPage(async function* (includeTop) {
    begun(includeTop)
    yield done
  })
  await Promise.all([page.weights.download('VGG16', false), page.weights.download('VGG16', true)])
  expect(begun.mock.calls).toEqual([[false]])
})

it('stops, and says that what came is kept', async () => {
  const stopped = vi.fn()
  const page = onPage(async function* (_includeTop, signal) {
    yield progress
    await new Promise((resolve) => signal.addEventListener('abort', resolve))
    stopped()
  })
  const ended = page.weights.download('VGG16', true)
  await vi.waitFor(() => expect(page.weights.fetching.get('VGG16')?.progress).not.toBeNull())
  page.weights.fetching.get('VGG16')?.stop()
  await ended
  await vi.waitFor(() => expect(stopped).toHaveBeenCalledOnce())
  expect(page.texts()).toEqual([expect.stringMatching(/^Stopped\..* VGG16 .*kept/)])
})

it('tells why a download failed', async () => {
  const page = onPage(async function* () {
    yield progress
    throw new AppError('disconnected', 'The address does not answer.')
  })
  await page.weights.download('VGG16', true)
  expect(page.texts()).toEqual(['The address does not answer.'])
  expect(page.weights.fetching.size).toBe(0)
})
