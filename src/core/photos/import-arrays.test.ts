import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { decodePixels } from '../../pixels/decode'
import { dictionary, writeNumpyFile } from '../../pixels/fixtures/numpy-file'
import { importSettingsSchema } from '../../shared/contract/photos'
import type { ImportResult } from '../../shared/contract/photos'
import { images } from '../fixtures/importing'
import { temporaryFolder, temporaryProject } from '../fixtures/temporary-folder'
import type { Project } from '../project'
import { importPhotos } from './import'

const [height, width] = [2, 3]
const rowLength = height * width * 3

let folder: string
let project: Project
beforeEach(async () => {
  folder = temporaryFolder()
  project = await temporaryProject()
})

/** Photos of one grey each. */
function photos(greys: readonly number[], name = 'photos.npy'): Promise<string> {
  const shape = `(${greys.length}, ${height}, ${width}, 3)`
  const data = Uint8Array.from(greys.flatMap((grey) => Array<number>(rowLength).fill(grey)))
  return writeNumpyFile(join(folder, name), dictionary("'|u1'", shape), data)
}

function labels(values: readonly number[]): Promise<string> {
  const data = Uint8Array.from(values)
  return writeNumpyFile(join(folder, 'labels.npy'), dictionary("'|u1'", `(${values.length},)`), data)
}

interface Wishes {
  classes?: string[]
  stop?: AbortController
  cancel?: AbortController
  onPhoto?: (done: number) => void
}

async function importArrays(
  greys: readonly number[],
  numbers: readonly number[],
  { classes, stop = new AbortController(), cancel = new AbortController(), onPhoto }: Wishes = {},
): Promise<ImportResult> {
  const arrays = { photos: await photos(greys), labels: await labels(numbers), ...(classes && { classes }) }
  return importPhotos(project, importSettingsSchema.parse({ arrays }), {
    cancelSignal: cancel.signal,
    stopSignal: AbortSignal.any([stop.signal, cancel.signal]),
    progress: ({ phase, done }) => {
      if (phase === 'Reading photos') onPhoto?.(done)
    },
  })
}

function greys(): Promise<(number | undefined)[]> {
  return Promise.all(
    images(project, { limit: 1000 }).map(async ({ path }) => (await decodePixels(path)).data[0]),
  )
}

describe('importing arrays', () => {
  it('makes a photo of each row, in their order, with its class', async () => {
    const result = await importArrays([200, 100, 50, 7], [1, 0, 0, 1], { classes: ['dog', 'cat'] })
    expect(result).toMatchObject({ added: 4, unchanged: 0, duplicates: 0, skipped: [] })
    expect(Object.entries(result.classes)).toEqual([
      ['dog', 2],
      ['cat', 2],
    ])
    const made = join(project.folder, 'photos', 'photos')
    expect(images(project).map(({ id, path, label }) => [id, path, label])).toEqual([
      [1, join(made, '000001.png'), 'cat'],
      [2, join(made, '000002.png'), 'dog'],
      [3, join(made, '000003.png'), 'dog'],
      [4, join(made, '000004.png'), 'cat'],
    ])
    expect(images(project)[0]).toMatchObject({ width, height, split: null, problem: null })
    expect(await greys()).toEqual([200, 100, 50, 7])
  })

  it('changes nothing when the array comes again, and mends what is gone', async () => {
    await importArrays([1, 2, 3], [0, 1, 0])
    const before = images(project)
    expect(await importArrays([1, 2, 3], [0, 1, 0])).toMatchObject({ added: 0, unchanged: 3, skipped: [] })
    expect(images(project)).toEqual(before)
    const second = before[1]?.path ?? ''
    rmSync(second)
    writeFileSync(before[2]?.path ?? '', 'not a photo any more')
    renameSync(join(folder, 'photos.npy'), join(folder, 'moved.npy'))
    expect(await importArrays([1, 2, 3], [0, 1, 0])).toMatchObject({ added: 0, unchanged: 3 })
    expect(images(project)).toEqual(before)
    expect(await greys()).toEqual([1, 2, 3])
  })

  it('keeps apart an array that has the name of another', async () => {
    await importArrays([1, 2, 3], [0, 1, 0])
    expect(await importArrays([4, 2, 5], [1, 1, 1])).toMatchObject({ added: 2, duplicates: 1, skipped: [] })
    expect(images(project).map(({ path, label }) => [path.slice(-21), label])).toEqual(
      [
        ['/photos/000001.png', '0'],
        ['/photos/000002.png', '1'],
        ['/photos/000003.png', '0'],
        ['photos-2/000001.png', '1'],
        ['photos-2/000003.png', '1'],
      ].map(([path, label]) => [expect.stringContaining(path ?? ''), label]),
    )
    expect(await greys()).toEqual([1, 2, 3, 4, 5])
  })

  it('takes equal rows once, and says which one has another label', async () => {
    const result = await importArrays([9, 9, 8, 9], [0, 0, 1, 1], { classes: ['cat', 'dog'] })
    expect(result).toMatchObject({ added: 2, duplicates: 1, classes: { cat: 1, dog: 1 } })
    expect(result.skipped).toEqual([
      {
        path: `${join(folder, 'photos.npy')}[3]`,
        reason: expect.stringMatching(/000001\.png under "cat", not "dog"/) as string,
      },
    ])
    expect(readdirSync(join(project.folder, 'photos', 'photos'))).toEqual(['000001.png', '000003.png'])
  })

  it('keeps what is in when it is stopped, and goes on from there', async () => {
    const many = Array.from({ length: 250 }, (_, grey) => grey)
    const numbers = many.map((grey) => grey % 2)
    const stop = new AbortController()
    const stopped = await importArrays(many, numbers, {
      stop,
      onPhoto: (done) => done === 210 && stop.abort(),
    })
    expect(stopped.added).toBeGreaterThanOrEqual(200)
    expect(stopped.added).toBeLessThan(250)
    const rest = await importArrays(many, numbers)
    expect(rest).toMatchObject({ added: 250 - stopped.added, unchanged: stopped.added })
    expect(await greys()).toEqual(many)
  })

  it('ends with an error when it is cancelled', async () => {
    const cancel = new AbortController()
    const cancelled = importArrays([1, 2], [0, 1], { cancel, onPhoto: () => cancel.abort() })
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('wants as many labels as photos, and makes nothing before', async () => {
    await expect(importArrays([1, 2, 3], [0, 1])).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringMatching(/holds 3 photos and .*labels\.npy 2 labels/) as string,
    })
    expect(existsSync(join(project.folder, 'photos', 'photos'))).toBe(false)
  })

  it('says which of the two files cannot be used', async () => {
    const good = { photos: await photos([1]), labels: await labels([0]) }
    const bad = join(folder, 'bad.npy')
    writeFileSync(bad, 'PK\x03\x04 an archive')
    const cut = join(folder, 'cut.npy')
    writeFileSync(cut, readFileSync(good.photos).subarray(0, -1))
    const signal = new AbortController().signal
    const attempt = (arrays: object): Promise<ImportResult> =>
      importPhotos(project, importSettingsSchema.parse({ arrays: { ...good, ...arrays } }), {
        cancelSignal: signal,
        stopSignal: signal,
        progress: () => undefined,
      })
    await expect(attempt({ photos: bad })).rejects.toThrow(/^bad\.npy: .*archive/)
    await expect(attempt({ labels: bad })).rejects.toThrow(/^bad\.npy: .*archive/)
    await expect(attempt({ photos: cut })).rejects.toThrow(/^cut\.npy: .*cut short/)
    await expect(attempt({ labels: good.photos })).rejects.toThrow(/^photos\.npy: Expected one label a photo/)
    await expect(attempt({ photos: join(folder, 'gone.npy') })).rejects.toMatchObject({ code: 'not-found' })
    expect(images(project)).toEqual([])
  })
})
