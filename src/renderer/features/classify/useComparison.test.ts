import { effectScope, shallowRef } from 'vue'
import { expect, it, onTestFinished, vi } from 'vitest'
import { frontContract } from '../../../shared/contract/front'
import type { CompareEvent, CompareSettings } from '../../../shared/contract/models'
import { AppError } from '../../../shared/errors'
import { connect } from '../../../shared/rpc/connect'
import { memoryWirePair } from '../../../shared/rpc/memory-wire'
import { serve } from '../../../shared/rpc/serve'
import { useComparison } from './useComparison'
import type { ShownPhoto } from './usePhotoStrip'

type Answer = (settings: CompareSettings, signal: AbortSignal) => AsyncIterable<CompareEvent>

const named = (name: string): ShownPhoto => ({ name, file: new File(['photo'], name) })
const networks = [{ id: 'VGG16' }, { id: 'Xception' }] as const

function onPage(answer: Answer) {
  const { near, far } = memoryWirePair()
  const contract = { 'photos.compare': frontContract['photos.compare'] } as const
  serve(contract, { 'photos.compare': (settings, { signal }) => answer(settings, signal) }, far)
  const photo = shallowRef(named('cat.jpg'))
  const front = {
    client: connect(frontContract, near),
    offerPhoto: async (file: File) => `asset of ${file.name}`,
  }
  const scope = effectScope()
  onTestFinished(() => scope.stop())
  const page = scope.run(() =>
    useComparison(
      front,
      () => photo.value,
      () => networks,
    ),
  )
  if (!page) throw new Error('The scope has ended.')
  return { ...page, photo }
}

function compared(model: string, label: string): CompareEvent {
  const predictions = [{ index: 0, label, wnid: 'n1', score: 0.9 }]
  return { type: 'compared', result: { model, input: [224, 224, 3], predictions, ms: 9 } }
}

it('tells what each network says, as it comes, and why one says nothing', async () => {
  const asked: CompareSettings[] = []
  const page = onPage(async function* (settings) {
    asked.push(settings)
    yield { type: 'started', models: ['VGG16', 'Xception'] }
    yield compared('VGG16', 'tabby_cat')
    yield { type: 'skipped', skipped: { model: 'Xception', reason: 'Its weights are missing.' } }
  })
  await vi.waitFor(() => expect(page.state.value).toBe('done'))
  expect(asked).toMatchObject([{ asset: 'asset of cat.jpg', models: ['VGG16', 'Xception'] }])
  expect(page.rows.value).toMatchObject([
    { model: 'VGG16', predictions: [{ label: 'tabby cat' }], ms: 9 },
    { model: 'Xception', reason: 'Its weights are missing.' },
  ])
})

it('stops, keeps what has come, and can be asked again', async () => {
  const stopped = vi.fn()
  let wait = true
  const page = onPage(async function* (_settings, signal) {
    yield compared('VGG16', 'cat')
    if (wait) await new Promise((resolve) => signal.addEventListener('abort', resolve))
    stopped()
    yield compared('Xception', 'cat')
  })
  await vi.waitFor(() => expect(page.rows.value).toHaveLength(1))
  page.stop()
  expect(page.state.value).toBe('stopped')
  await vi.waitFor(() => expect(stopped).toHaveBeenCalled())
  expect(page.rows.value).toHaveLength(1)
  wait = false
  await page.ask()
  expect([page.state.value, page.rows.value.length]).toEqual(['done', 2])
})

it('begins anew with another photo', async () => {
  const page = onPage(async function* ({ asset = '' }) {
    yield compared('VGG16', asset)
  })
  await vi.waitFor(() => expect(page.state.value).toBe('done'))
  page.photo.value = named('dog.jpg')
  await vi.waitFor(() =>
    expect(page.rows.value).toMatchObject([{ predictions: [{ label: 'asset of dog.jpg' }] }]),
  )
})

it('tells what went wrong', async () => {
  const page = onPage(async function* () {
    yield compared('VGG16', 'cat')
    throw new AppError('engine', 'The engine ended.')
  })
  await vi.waitFor(() => expect(page.state.value).toBe('failed'))
  expect(page.error.value?.message).toBe('The engine ended.')
})
