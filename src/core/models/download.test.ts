import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { WeightsEvent } from '../../shared/contract/models'
import { temporaryFolder } from '../fixtures/temporary-folder'
import { openWorkplace } from '../fixtures/workplace'
import { begun, serveFile, whole, withoutRanges } from './fixtures/file-server'
import type { Answer } from './fixtures/file-server'
import { kerasHome } from './keras-copy'
import { publishedFiles } from './published-files'

const bytes = Buffer.from('weights of a network '.repeat(5_000))
/** The files of MobileNetV2 have no published hashes: the server's own counts. */
const honest = { 'x-goog-hash': `md5=${createHash('md5').update(bytes).digest('base64')}` }
const foreign = { 'x-goog-hash': `md5=${createHash('md5').update('other').digest('base64')}` }

async function workAt(...answers: [Answer, ...Answer[]]) {
  const { address, ranges, breakOff } = await serveFile(...answers)
  const keras = temporaryFolder()
  const workplace = await openWorkplace({
    download: { address, kerasHome: keras, pauses: [1, 1], patience: 5_000 },
  })
  onTestFinished(() => workplace.leave())
  const downloads = join(workplace.folder, 'cache', 'models', 'downloads')
  const download = async (id: string, includeTop = true, signal?: AbortSignal): Promise<WeightsEvent[]> => {
    const events: WeightsEvent[] = []
    for await (const event of workplace.client['models.download']({ id, includeTop }, { signal })) {
      events.push(event)
      if (event.type === 'progress' && event.progress.done === 1_000) breakOff()
    }
    return events
  }
  return { workplace, ranges, keras, downloads, download }
}

describe('a download', () => {
  it('installs what the server sends, and is not made again', async () => {
    const { download, downloads, ranges } = await workAt(whole(bytes, honest))
    const events = await download('MobileNetV2')
    const phases = events.flatMap((event) => (event.type === 'progress' ? [event.progress.phase] : []))
    expect([...new Set(phases)]).toEqual(['downloading', 'checking', 'converting'])
    const result = { id: 'MobileNetV2', weights: 'installed', published: true, hasTop: true, note: null }
    expect(events.at(-1)).toMatchObject({ type: 'done', result })
    expect(readdirSync(downloads)).toEqual([])
    expect(await download('mobilenetv2')).toEqual([events.at(-1)])
    expect(await download('MobileNetV2', false)).toEqual([events.at(-1)])
    expect(ranges).toHaveLength(1)
  })

  it('asks for the smaller file where the top is not needed', async () => {
    const paths: string[] = []
    const answer: Answer = (request, response) => {
      paths.push(request.url ?? '')
      whole(bytes, honest)(request, response)
    }
    const { download } = await workAt(answer)
    await download('MobileNetV2', false)
    expect(paths).toEqual(['/mobilenet_v2/mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_224_no_top.h5'])
  })

  it('that another file was begun for is made once more from its beginning', async () => {
    const { download, downloads, ranges } = await workAt(whole(bytes, honest))
    mkdirSync(downloads, { recursive: true })
    const name = publishedFiles.MobileNetV2?.withTop.path.split('/')[1] ?? ''
    writeFileSync(join(downloads, `${name}.part`), Buffer.alloc(1_000, 1))
    expect((await download('MobileNetV2')).at(-1)).toMatchObject({ type: 'done' })
    expect(ranges).toEqual(['bytes=1000-', undefined])
  })

  it.each<[string, string, [Answer, ...Answer[]]]>([
    ['other bytes than the hash that is published', 'VGG16', [whole(bytes)]],
    ['other bytes than the server says', 'MobileNetV2', [whole(bytes, foreign)]],
    ['other bytes after a break', 'VGG16', [begun(bytes, 1_000), whole(bytes), withoutRanges(bytes)]],
  ])('of %s installs nothing', async (_what, id, answers) => {
    const { workplace, download, downloads } = await workAt(...answers)
    await expect(download(id)).rejects.toMatchObject({
      code: 'unreadable',
      message: expect.stringMatching(
        /is not the file that Keras publishes \(expected MD5 \w{32}, found \w{32}\)/,
      ),
    })
    expect(workplace.host.models.row(id).weights).toBe('missing')
    expect(readdirSync(downloads)).toEqual([])
  })

  it('that was stopped goes on the next time', async () => {
    const { download, downloads, ranges } = await workAt(begun(bytes, 50_000, honest), whole(bytes, honest))
    const abort = new AbortController()
    const stopped = download('MobileNetV2', true, abort.signal)
    await expect
      .poll(() => existsSync(downloads) && readdirSync(downloads))
      .toMatchObject([expect.stringMatching(/\.part$/)])
    abort.abort()
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' })
    expect((await download('MobileNetV2')).at(-1)).toMatchObject({ type: 'done' })
    expect(ranges).toHaveLength(2)
  })

  it('is spared where Keras has its own copy, and only then', async () => {
    const { download, ranges, keras, workplace } = await workAt(whole(bytes))
    const file = publishedFiles.NASNetMobile?.withTop
    mkdirSync(join(keras, 'models'))
    writeFileSync(join(keras, 'models', file?.name ?? ''), 'another file')
    await expect(download('NASNetMobile')).rejects.toMatchObject({ code: 'unreadable' })
    expect(ranges).toHaveLength(1)
    expect(workplace.host.models.row('NASNetMobile').weights).toBe('missing')
  })

  it('of weights that ship is refused', async () => {
    const { download } = await workAt(whole(bytes))
    await expect(download('EfficientNet-Lite0')).rejects.toMatchObject({ code: 'unsupported' })
    await expect(download('Nobody')).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe("Keras' folder", () => {
  it('is where its settings say', () => {
    expect(kerasHome({}, '/home/user')).toBe(join('/home/user', '.keras'))
    expect(kerasHome({ KERAS_HOME: '/k' }, '/home/user')).toBe('/k')
    expect(kerasHome({ KERAS_HOME: '/k', HEADSTART_KERAS_HOME: '/h' }, '/home/user')).toBe('/h')
  })
})

describe('the published files', () => {
  it('are there for every network that does not ship, with and without the top', async () => {
    const { models } = await import('../../shared/models')
    expect(Object.keys(publishedFiles).sort()).toEqual(
      models
        .filter(({ bundled }) => !bundled)
        .map(({ id }) => id)
        .sort(),
    )
    const files = Object.values(publishedFiles).flatMap(({ withTop, withoutTop }) => [withTop, withoutTop])
    expect(new Set(files.map(({ path }) => path)).size).toBe(36)
    const hashes = files.flatMap(({ md5 }) => (md5 === null ? [] : [md5]))
    expect(new Set(hashes).size).toBe(32)
    expect(hashes.every((hash) => /^[\da-f]{32}$/.test(hash))).toBe(true)
  })
})
