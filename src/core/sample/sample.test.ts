import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { temporaryFolder } from '../fixtures/temporary-folder'
import { openWorkplace, slow } from '../fixtures/workplace'
import type { Workplace } from '../fixtures/workplace'
import { freeFolder } from './sample'

let place: Workplace
beforeEach(async () => (place = await openWorkplace()))
afterEach(() => place.leave())

it('is a project of labelled pictures, split and open', async () => {
  const folder = join(place.folder, 'new', 'sample')
  expect(await place.client['project.sample']({ folder })).toEqual({ project: folder })
  const { total, images } = await place.client['photos.list']({ limit: 200 })
  expect(total).toBe(120)
  expect(images.filter(({ problem }) => problem !== null)).toEqual([])
  const parts = Map.groupBy(images, ({ label, split }) => `${label} ${split}`)
  expect(Object.fromEntries([...parts].map(([part, photos]) => [part, photos.length]))).toEqual({
    ...{ 'circle train': 32, 'square train': 32, 'triangle train': 32 },
    ...{ 'circle val': 8, 'square val': 8, 'triangle val': 8 },
  })
  expect(images[0]?.path).toBe(join(folder, 'photos/sample/circle/01.png'))
})

it('takes an empty folder, and refuses one that has something in it', async () => {
  const folder = join(place.folder, 'sample')
  mkdirSync(folder)
  writeFileSync(join(folder, 'precious'), '')
  await expect(place.client['project.sample']({ folder })).rejects.toMatchObject({ code: 'exists' })
  expect(readdirSync(folder)).toEqual(['precious'])
  const file = join(folder, 'precious')
  await expect(place.client['project.sample']({ folder: file })).rejects.toMatchObject({ code: 'bad-input' })
  mkdirSync(join(place.folder, 'empty'))
  await place.client['project.sample']({ folder: join(place.folder, 'empty') })
})

it('is made once by two who ask at the same time', async () => {
  const folder = join(place.folder, 'sample')
  const asked = await Promise.allSettled([1, 2].map(() => place.client['project.sample']({ folder })))
  expect(asked.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect((await place.client['photos.list']({ limit: 0 })).total).toBe(120)
})

it('leaves nothing behind where the open project cannot be left', async () => {
  await place.importCatsAndDogs()
  const { job } = await place.client['runs.start']({ epochs: 500, learningRate: slow })
  const folder = join(place.folder, 'sample')
  await expect(place.client['project.sample']({ folder })).rejects.toMatchObject({ code: 'busy' })
  expect(readdirSync(place.folder)).not.toContain('sample')
  await place.client['jobs.stop']({ job, keep: false })
  await place.finish(job)
})

it('finds a free folder among the documents, where there are any', () => {
  const home = temporaryFolder()
  expect(freeFolder(home)).toBe(join(home, 'Headstart sample'))
  mkdirSync(join(home, 'Documents/Headstart sample'), { recursive: true })
  expect(freeFolder(home)).toBe(join(home, 'Documents/Headstart sample 2'))
})
