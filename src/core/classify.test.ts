import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { z } from 'zod'
import type { ClassifyEvent, classifySettingsSchema } from '../shared/contract/predictions'
import { writePhoto } from './fixtures/photos'
import { openWorkplace } from './fixtures/workplace'
import type { Workplace } from './fixtures/workplace'

let place: Workplace
beforeEach(async () => (place = await openWorkplace()))
afterEach(() => place.leave())

async function classify(settings: z.input<typeof classifySettingsSchema>): Promise<ClassifyEvent[]> {
  const events: ClassifyEvent[] = []
  for await (const event of place.client['photos.classify'](settings)) events.push(event)
  return events
}

function photos(...names: string[]): string[] {
  return names.map((name, index) => {
    const path = join(place.folder, 'inbox', name)
    writePhoto(path, [index, 0, 0])
    return path
  })
}

it('answers for every photo of a folder, and says what it could not read', async () => {
  const [a, broken, z] = photos('a.png', 'broken.png', 'z.png')
  const gone = join(place.folder, 'gone.png')
  const events = await classify({ paths: [join(place.folder, 'inbox'), gone], top: 2 })
  expect(events).toEqual([
    { type: 'started', total: 4, model: 'EfficientNet-Lite0 crop bicubic', input: [224, 224, 3] },
    { type: 'skipped', skipped: { path: gone, reason: 'There is no such file or folder.' } },
    expect.objectContaining({ type: 'classified' }),
    { type: 'skipped', skipped: { path: broken, reason: 'truncated' } },
    expect.objectContaining({ type: 'classified' }),
  ])
  const results = events.flatMap((event) => (event.type === 'classified' ? [event.result] : []))
  expect(results.map(({ path }) => path)).toEqual([a, z])
  expect(results[0]?.predictions.map(({ label }) => label)).toEqual(['class 0', 'class 1'])
})

it('gives no answer below the threshold', async () => {
  const paths = photos('a.png')
  const answers = async (threshold: number) =>
    (await classify({ paths, threshold })).flatMap((event) =>
      event.type === 'classified' ? [event.result.answer] : [],
    )
  expect(await answers(0.6)).toEqual(['class 0'])
  expect(await answers(0.61)).toEqual([null])
})

it('lets a run answer with the pixels that it was trained on, unless told otherwise', async () => {
  await place.importCatsAndDogs()
  const { job, run } = await place.client['runs.start']({
    epochs: 1,
    fit: 'squash',
    interpolation: 'nearest',
  })
  await place.finish(job)
  const model = async (fit?: 'pad') => {
    const [started] = await classify({
      paths: photos('a.png'),
      network: { kind: 'run', run },
      ...(fit && { fit }),
    })
    return started?.type === 'started' ? started.model : undefined
  }
  expect(await model()).toBe(`${run} squash nearest`)
  expect(await model('pad')).toBe(`${run} pad nearest`)
})

it('does not know networks and runs that are not there', async () => {
  const paths = photos('a.png')
  const unknown = [{ kind: 'pretrained', id: 'Perceptron' } as const, { kind: 'run', run: 5 } as const]
  for (const network of unknown) {
    await expect(classify({ paths, network })).rejects.toMatchObject({ code: 'not-found' })
  }
})

it('answers for offered photos after the others, and calls those that were sent here by their names', async () => {
  const [a, b, broken] = photos('a.png', 'b.png', 'broken.png')
  const { temporaryPhotos } = place.host
  const offered = await place.client['assets.offer']({ path: b ?? '' })
  const sent = await temporaryPhotos.offerUpload(createReadStream(a ?? ''), 'from a phone.png')
  const torn = await place.client['assets.offer']({ path: broken ?? '' })
  const assets = [sent.asset, offered.asset, torn.asset]
  const [started, ...answers] = await classify({ paths: [a ?? ''], assets })
  expect(started).toMatchObject({ type: 'started', total: 4 })
  expect(answers).toMatchObject([
    { result: { path: a } },
    { result: { path: 'from a phone.png' } },
    { result: { path: b } },
    { skipped: { path: broken } },
  ])
})

it('wants something to classify, and offers that are still at hand', async () => {
  await expect(classify({})).rejects.toMatchObject({ code: 'bad-input' })
  await expect(classify({ assets: [randomUUID()] })).rejects.toMatchObject({ code: 'not-found' })
})

it('writes features of the photos that are there', async () => {
  const [a] = photos('a.png')
  const gone = join(place.folder, 'gone.png')
  const out = join(place.folder, 'new', 'features.npy')
  const source = { kind: 'photos' as const, paths: [gone, a ?? ''] }
  const events = []
  for await (const event of place.client['features.write']({ source, out })) events.push(event)
  expect(events.at(-1)).toEqual({
    type: 'done',
    out,
    shape: [1, 224],
    paths: [a],
    skipped: [{ path: gone, reason: 'There is no such file or folder.' }],
  })
})

it('refuses features of nothing', async () => {
  const gone = join(place.folder, 'gone')
  const source = { kind: 'photos' as const, paths: [gone] }
  const stream = place.client['features.write']({ source, out: join(place.folder, 'features.npy') })
  await expect(stream[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'bad-input' })
})
