import { effectScope, shallowRef } from 'vue'
import { expect, it, vi } from 'vitest'
import type { ClassifyEvent, ClassifySettings, Network } from '../../../shared/contract/predictions'
import { AppError } from '../../../shared/errors'
import { strings } from '../../strings'
import { classified, classifyingFront, started } from './fixtures/classifying'
import { bundledNetwork } from './networks'
import { useAnswer } from './useAnswer'
import type { ShownPhoto } from './usePhotoStrip'

const named = (name: string, content = 'photo'): ShownPhoto => ({ name, file: new File([content], name) })
const cat = named('cat.jpg')
const dog = named('dog.jpg')

function onPage(answer: Parameters<typeof classifyingFront>[0]) {
  const { front, offered } = classifyingFront(answer)
  const photo = shallowRef<ShownPhoto>()
  const network = shallowRef<Network>(bundledNetwork)
  const scope = effectScope()
  const { outcome, ask } = scope.run(() =>
    useAnswer(
      front,
      () => photo.value,
      () => network.value,
    ),
  ) as ReturnType<typeof useAnswer>
  const told = (): string | undefined => {
    const now = outcome.value
    if (now?.kind === 'answered') return now.answer.predictions[0]?.label
    if (now?.kind === 'failed') return now.error.message
    return now?.kind === 'skipped' ? now.reason : now?.kind
  }
  return { photo, network, outcome, told, ask, offered, scope }
}

async function* atOnce({ assets }: ClassifySettings): AsyncGenerator<ClassifyEvent> {
  yield started
  yield classified(assets[0] ?? '')
}

it('hands the photo over, and tells what the network says with its name and size', async () => {
  const page = onPage(atOnce)
  page.photo.value = cat
  await vi.waitFor(() => expect(page.told()).toBe('asset 1 of cat.jpg'))
  expect(page.outcome.value).toMatchObject({
    kind: 'answered',
    answer: { network: bundledNetwork, model: 'EfficientNet-Lite0', side: 224, ms: 12 },
  })
})

it('hands a photo over once, whoever answers', async () => {
  const asked: Network[] = []
  const page = onPage((settings) => {
    asked.push(settings.network)
    return atOnce(settings)
  })
  page.photo.value = cat
  await vi.waitFor(() => expect(page.outcome.value?.kind).toBe('answered'))
  page.network.value = { kind: 'run', run: 3 }
  await vi.waitFor(() => expect(page.outcome.value).toMatchObject({ answer: { network: { run: 3 } } }))
  expect(asked).toEqual([bundledNetwork, { kind: 'run', run: 3 }])
  expect(page.offered).toEqual(['cat.jpg'])
})

it('drops the answer about a photo that another one has replaced, and stops the work on it', async () => {
  const { promise: late, resolve: answerLate } = Promise.withResolvers<void>()
  const stopped: string[] = []
  const page = onPage(async function* ({ assets }, signal) {
    const [asset = ''] = assets
    signal.addEventListener('abort', () => stopped.push(asset))
    yield started
    if (asset.endsWith('cat.jpg')) await late
    yield classified(asset)
  })
  page.photo.value = cat
  await vi.waitFor(() => expect(page.outcome.value).toEqual({ kind: 'waiting', loaded: true }))
  page.photo.value = dog
  await vi.waitFor(() => expect(page.told()).toBe('asset 2 of dog.jpg'))
  expect(stopped).toEqual(['asset 1 of cat.jpg'])
  answerLate()
  await new Promise((resolve) => setTimeout(resolve))
  expect(page.told()).toBe('asset 2 of dog.jpg')
})

it('writes the names of ImageNet with spaces, and leaves those of a project as they are', async () => {
  const predictions = [
    { index: 0, label: 'rock_beauty', wnid: 'n02606052', score: 0.6 },
    { index: 1, label: 'my_cat', score: 0.4 },
  ]
  const page = onPage(async function* () {
    yield started
    yield { type: 'classified', result: { path: 'photo', answer: 'rock_beauty', predictions, ms: 1 } }
  })
  page.photo.value = cat
  await vi.waitFor(() =>
    expect(page.outcome.value).toMatchObject({
      answer: { predictions: [{ label: 'rock beauty' }, { label: 'my_cat' }] },
    }),
  )
})

it('tells why a photo was left out', async () => {
  const page = onPage(async function* () {
    yield started
    yield { type: 'skipped', skipped: { path: 'cat.jpg', reason: 'The file is cut short.' } }
  })
  page.photo.value = cat
  await vi.waitFor(() => expect(page.told()).toBe('The file is cut short.'))
})

it('says of an empty file that it is empty, without sending it', async () => {
  const page = onPage(atOnce)
  page.photo.value = named('nothing.jpg', '')
  await vi.waitFor(() => expect(page.told()).toBe(strings.errors.empty('nothing.jpg')))
  expect(page.offered).toEqual([])
})

it('hands a photo over again that the host no longer keeps', async () => {
  let isLost = false
  const page = onPage(async function* (settings) {
    if (isLost && settings.assets[0]?.startsWith('asset 1'))
      throw new AppError('not-found', 'Not at hand any more.')
    yield* atOnce(settings)
  })
  page.photo.value = cat
  await vi.waitFor(() => expect(page.told()).toBe('asset 1 of cat.jpg'))
  isLost = true
  await page.ask()
  expect(page.told()).toBe('asset 2 of cat.jpg')
})

it('tells of a host that never answers to the point', async () => {
  const page = onPage(async function* () {
    yield started
  })
  page.photo.value = cat
  await vi.waitFor(() => expect(page.told()).toBe(strings.errors.unexpected))
})

it('asks again after an error', async () => {
  let refuse = true
  const page = onPage(async function* (settings) {
    if (refuse) throw new AppError('engine', 'The engine ended.')
    yield* atOnce(settings)
  })
  page.photo.value = cat
  await vi.waitFor(() => expect(page.told()).toBe('The engine ended.'))
  refuse = false
  await page.ask()
  expect(page.told()).toBe('asset 1 of cat.jpg')
})

it('stops what is asked when the page is left', async () => {
  const stopped = vi.fn()
  const page = onPage(async function* (_settings, signal) {
    yield started
    await new Promise((resolve) => signal.addEventListener('abort', resolve))
    stopped()
  })
  page.photo.value = cat
  await vi.waitFor(() => expect(page.outcome.value).toEqual({ kind: 'waiting', loaded: true }))
  page.scope.stop()
  await vi.waitFor(() => expect(stopped).toHaveBeenCalledOnce())
})
