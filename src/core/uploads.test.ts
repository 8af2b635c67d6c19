import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { largestUpload } from '../shared/upload'
import { temporaryFolder } from './fixtures/temporary-folder'
import { ScratchFolder } from './scratch-folder'
import { Uploads } from './uploads'
import type { UploadLimits } from './upload-batch'

function uploads(limits?: UploadLimits): { uploads: Uploads; place: string } {
  const place = temporaryFolder()
  const scratch = new ScratchFolder(place)
  onTestFinished(() => scratch.close())
  return { uploads: new Uploads(scratch, limits), place }
}

async function* body(...pieces: string[]): AsyncGenerator<Buffer> {
  for (const piece of pieces) yield await Promise.resolve(Buffer.from(piece))
}

/** Everything that lies in the folder of a batch beside its whole files. */
function unfinished(files: string): string[] {
  return readdirSync(dirname(files)).filter((name) => name !== 'files')
}

describe('receiving photos', () => {
  it('lays them out as they lay in their folder, for their user alone', async () => {
    const { uploads: received } = uploads()
    const batch = randomUUID()
    await received.receive(batch, 'pets/cat/1.jpg', body('one ', 'cat'))
    await received.receive(batch, 'pets/2.JPG', body('another'))
    const files = await received.folder(batch)
    expect(readFileSync(join(files, 'pets/cat/1.jpg'), 'utf8')).toBe('one cat')
    expect(readFileSync(join(files, 'pets/2.JPG'), 'utf8')).toBe('another')
    expect(statSync(join(files, 'pets/2.JPG')).mode & 0o077).toBe(0)
    expect(unfinished(files)).toEqual([])
  })

  it('keeps batches apart, and replaces what comes twice', async () => {
    const { uploads: received } = uploads()
    const [one, two] = [randomUUID(), randomUUID()]
    await received.receive(one, 'a.jpg', body('first'))
    await received.receive(one, 'a.jpg', body('second'))
    await received.receive(two, 'a.jpg', body('other'))
    expect(readFileSync(join(await received.folder(one), 'a.jpg'), 'utf8')).toBe('second')
    expect(readFileSync(join(await received.folder(two), 'a.jpg'), 'utf8')).toBe('other')
    await received.discard(one)
    await received.discard(one)
    await expect(received.folder(one)).rejects.toMatchObject({ code: 'not-found' })
    expect(existsSync(await received.folder(two))).toBe(true)
  })

  it.each([
    ['notes.txt', 'unsupported'],
    ['phone.heic', 'unsupported'],
    ['pets/.hidden/1.jpg', 'unsupported'],
    ['../1.jpg', 'bad-input'],
  ])('refuses %s', async (path, code) => {
    const { uploads: received } = uploads()
    const batch = randomUUID()
    await expect(received.receive(batch, path, body('x'))).rejects.toMatchObject({ code })
    await expect(received.folder(batch)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('refuses a batch without a proper id, and a name that is file and folder at once', async () => {
    const { uploads: received } = uploads()
    for (const id of ['', '..', '../../etc', 'A'.repeat(36)]) {
      await expect(received.receive(id, 'a.jpg', body('x'))).rejects.toMatchObject({ code: 'bad-input' })
    }
    const batch = randomUUID()
    await received.receive(batch, 'a.jpg', body('x'))
    await expect(received.receive(batch, 'a.jpg/b.jpg', body('x'))).rejects.toMatchObject({
      code: 'bad-input',
    })
    expect(unfinished(await received.folder(batch))).toEqual([])
  })
})

describe('the limits of an upload', () => {
  it('ends a file that is too large, and leaves nothing of it', async () => {
    const { uploads: received } = uploads()
    const batch = randomUUID()
    const piece = Buffer.alloc(1_000_000)
    let sent = 0
    const endless = async function* (): AsyncGenerator<Buffer> {
      for (;;) {
        sent += piece.length
        yield await Promise.resolve(piece)
      }
    }
    await received.receive(batch, 'small.jpg', body('x'))
    await expect(received.receive(batch, 'endless.jpg', endless())).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('50 MB') as string,
    })
    expect(sent).toBeLessThan(2 * largestUpload)
    const files = await received.folder(batch)
    expect([readdirSync(files), unfinished(files)]).toEqual([['small.jpg'], []])
  })

  it('counts what is there and not what was replaced or broken off', async () => {
    const { uploads: received } = uploads({ files: 2, bytes: 10 })
    const batch = randomUUID()
    const broken = async function* (): AsyncGenerator<Buffer> {
      yield await Promise.resolve(Buffer.from('12345'))
      throw new Error('the connection is gone')
    }
    await expect(received.receive(batch, 'a.jpg', broken())).rejects.toThrow('the connection is gone')
    await received.receive(batch, 'a.jpg', body('1234567'))
    await expect(received.receive(batch, 'b.jpg', body('1234'))).rejects.toMatchObject({ code: 'bad-input' })
    await received.receive(batch, 'a.jpg', body('12'))
    await received.receive(batch, 'b.jpg', body('1234'))
    await expect(received.receive(batch, 'c.jpg', body('1'))).rejects.toMatchObject({ code: 'bad-input' })
    expect(readdirSync(await received.folder(batch))).toEqual(['a.jpg', 'b.jpg'])
  })

  it('drops a file whose batch is discarded while it comes', async () => {
    const { uploads: received, place } = uploads()
    const batch = randomUUID()
    const slow = async function* (): AsyncGenerator<Buffer> {
      yield Buffer.from('1')
      await received.discard(batch)
      yield Buffer.from('2')
    }
    await expect(received.receive(batch, 'a.jpg', slow())).rejects.toMatchObject({ code: 'cancelled' })
    const left = readdirSync(place, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    )
    expect(left).toEqual([])
  })
})
