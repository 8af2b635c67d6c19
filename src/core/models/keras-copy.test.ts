import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../fixtures/temporary-folder'
import { kerasCopy } from './keras-copy'
import { paced } from './pace'

const md5 = createHash('md5').update('weights').digest('hex')

async function found(content: string | undefined, published: string | null) {
  const home = temporaryFolder()
  mkdirSync(join(home, 'models'))
  const path = join(home, 'models', 'vgg.h5')
  if (content !== undefined) writeFileSync(path, content)
  const file = { path: 'vgg/vgg-published.h5', name: 'vgg.h5', md5: published }
  const copy = kerasCopy(file, paced(), new AbortController().signal, home)
  for (;;) {
    const step = await copy.next()
    if (step.done) return step.value && { ...step.value, isAtPath: step.value.path === path }
  }
}

it("takes Keras' own copy of a published file", async () => {
  expect(await found('weights', md5)).toMatchObject({
    isAtPath: true,
    isOurs: false,
    hashes: { bytes: 7, md5 },
  })
})

it.each([
  ['is not there', undefined, md5],
  ['has another hash', 'other', md5],
  ['cannot be compared', 'weights', null],
])('takes none that %s', async (_why, content, published) => {
  expect(await found(content, published)).toBeUndefined()
})
