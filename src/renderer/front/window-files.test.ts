import { expect, it, vi } from 'vitest'
import type { Front } from './front'
import { droppedSource, windowFiles } from './window-files'

it.each([
  ['/home/me/1.jpg', '1.jpg', '/home/me/1.jpg'],
  ['/home/me/pets/1.jpg', 'pets/1.jpg', '/home/me/pets'],
  ['/home/me/pets/cat/1.jpg', 'pets/cat/1.jpg', '/home/me/pets'],
  ['C:\\photos\\pets\\cat\\1.jpg', 'pets/cat/1.jpg', 'C:\\photos\\pets'],
  // A link may lead elsewhere: then the file alone is meant.
  ['/elsewhere/1.jpg', 'pets/cat/1.jpg', '/elsewhere/1.jpg'],
])('of %s, dropped as %s, the source is %s', (path, placed, source) => {
  expect(droppedSource(path, placed)).toBe(source)
})

it('imports each folder that was dropped once, from where it lies', async () => {
  const start = vi.fn(() => Promise.resolve({ job: 1 }))
  const client = { 'photos.import': start } as unknown as Front['client']
  const bridge = {
    send: () => undefined,
    onFrame: () => () => undefined,
    pathForFile: (file: File) => (file.name === 'pasted.png' ? '' : `/home/me/pets/${file.name}`),
  }
  const { importFiles } = windowFiles(client, bridge)
  const file = (name: string) => new File([], name)
  const dropped = ['cat/1.jpg', 'dog/1.jpg'].map((name) => ({ file: file(name), path: `pets/${name}` }))
  await importFiles([...dropped, { file: file('2.jpg'), path: '2.jpg' }])
  expect(start).toHaveBeenCalledWith({ sources: ['/home/me/pets', '/home/me/pets/2.jpg'] }, expect.anything())
  const pasted = importFiles([{ file: file('pasted.png'), path: 'pasted.png' }])
  await expect(pasted).rejects.toMatchObject({ code: 'bad-input' })
})
