import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ReadOptions } from '../../pixels/read'
import { bundledThread } from '../fixtures/bundle-thread'
import { collect } from '../fixtures/collect'
import { writePhotos } from '../fixtures/photo-files'
import { temporaryFolder } from '../fixtures/temporary-folder'
import { ahead, readPhotos } from './photos'
import type { ReadPhoto } from './photos'
import { PhotoThread, readFast } from './thread'

const { entry } = bundledThread(join(import.meta.dirname, 'reader.ts'))
const options: ReadOptions = { height: 16, width: 16, fit: 'crop', interpolation: 'bilinear' }
const { signal } = new AbortController()

/** More than are read ahead, one of which is no photo. */
async function somePaths(): Promise<string[]> {
  const folder = temporaryFolder()
  const paths = (await writePhotos(folder, 2 * ahead + 7)).map(({ path }) => path)
  const odd = join(folder, 'odd.jpg')
  writeFileSync(odd, 'This is no photo.')
  return [...paths.slice(0, 5), odd, ...paths.slice(5)]
}

/** Without what differs from time to time. */
function facts(photos: readonly ReadPhoto[]): unknown[] {
  return photos.map((photo) => ('skipped' in photo ? photo : { ...photo, started: 0 }))
}

describe('the thread that reads photos', () => {
  it('gives what reading them here gives, in the same order', async () => {
    const paths = await somePaths()
    const own = await collect(readPhotos(paths, options, signal))
    const other = await collect(new PhotoThread(entry).read({ paths, options }, signal))
    expect(facts(other)).toEqual(facts(own))
    expect(other.filter((photo) => 'skipped' in photo)).toHaveLength(1)
  })

  it('answers several who ask at once, and who asks later', async () => {
    const paths = await somePaths()
    const thread = new PhotoThread(entry)
    const ask = (count: number): Promise<ReadPhoto[]> =>
      collect(thread.read({ paths: paths.slice(0, count), options }, signal))
    const counts = [ahead + 1, paths.length, 3]
    expect((await Promise.all(counts.map(ask))).map(({ length }) => length)).toEqual(counts)
    expect(await ask(2)).toHaveLength(2)
  })

  it('ends when nobody takes more, and when it is told to', async () => {
    const paths = await somePaths()
    const thread = new PhotoThread(entry)
    const photos = thread.read({ paths, options }, signal)
    await photos.next()
    await photos.return()
    const stop = new AbortController()
    const stopped = thread.read({ paths, options }, stop.signal)
    await stopped.next()
    stop.abort()
    await expect(collect(stopped)).rejects.toMatchObject({ code: 'cancelled' })
    await expect(collect(thread.read({ paths, options }, stop.signal))).rejects.toMatchObject({
      code: 'cancelled',
    })
    expect(await collect(thread.read({ paths, options }, signal))).toHaveLength(paths.length)
  })

  it('says so when it breaks, and begins anew', async () => {
    const script = join(temporaryFolder(), 'broken.mjs')
    writeFileSync(
      script,
      `import { parentPort } from 'node:worker_threads'\nparentPort.on('message', () => process.exit(3))`,
    )
    const thread = new PhotoThread(script)
    for (let time = 0; time < 2; time++) {
      const broken = collect(thread.read({ paths: ['a.jpg', 'b.jpg'], options }, signal))
      await expect(broken).rejects.toMatchObject({
        code: 'internal',
        message: 'The thread that reads photos broke after 0 of 2: try again.',
      })
    }
  })

  it('is asked for many photos alone', async () => {
    const paths = (await somePaths()).slice(0, ahead)
    const never = new PhotoThread(join(temporaryFolder(), 'missing.mjs'))
    expect(await collect(readFast(never, { paths, options }, signal))).toHaveLength(ahead)
    await expect(
      collect(readFast(never, { paths: [...paths, 'more.jpg'], options }, signal)),
    ).rejects.toThrow('broke')
  })
})
