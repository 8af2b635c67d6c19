import { afterEach, expect, it, vi } from 'vitest'
import { largestUpload } from '../../../shared/upload'
import { strings } from '../../strings'
import { askWhatIsIn } from './answer'

const photo = new Blob(['photo'])
const { signal } = new AbortController()
const sent = vi.spyOn(globalThis, 'fetch')
afterEach(() => sent.mockReset())

it('gives what the server answers', async () => {
  const answer = {
    model: 'EfficientNet-Lite0',
    ms: 12,
    predictions: [{ index: 1, label: 'goldfish', score: 0.9 }],
  }
  sent.mockResolvedValue(Response.json(answer))
  expect(await askWhatIsIn(photo, signal)).toEqual(answer)
})

it.each([
  [
    'a refusal in words',
    { error: { code: 'unreadable', message: 'This is no photo.' } },
    422,
    'This is no photo.',
  ],
  ['a browser that is not let in', 'Not let in', 403, strings.errors.notLetIn],
  ['an answer of another shape', { predictions: [] }, 200, strings.errors.unexpected],
])('tells of %s', async (_case, body, status, message) => {
  sent.mockResolvedValue(Response.json(body, { status }))
  await expect(askWhatIsIn(photo, signal)).rejects.toThrow(message)
})

it('tells that the server is gone', async () => {
  sent.mockRejectedValue(new TypeError('Failed to fetch'))
  await expect(askWhatIsIn(photo, signal)).rejects.toThrow(strings.errors.unreachable)
})

it('sends no photo that is too large', async () => {
  const huge = new Blob([new Uint8Array(largestUpload + 1)])
  await expect(askWhatIsIn(huge, signal)).rejects.toThrow('at most 50 MB')
  expect(sent).not.toHaveBeenCalled()
})

it('sends no folder, which a browser hands over like a file', async () => {
  const unreadable = { arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotFoundError')) }
  const folder = Object.assign(new Blob(['x']), { slice: () => unreadable as unknown as Blob })
  await expect(askWhatIsIn(folder, signal)).rejects.toThrow(strings.errors.notReadable)
  expect(sent).not.toHaveBeenCalled()
})
