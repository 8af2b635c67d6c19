import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from './fixtures/temporary-folder'
import { makeWholeFolder } from './whole-folder'

const fill = (folder: string): Promise<void> => writeFile(join(folder, 'file'), 'whole')

it('makes a folder, its parents included, and gives what filled it', async () => {
  const root = temporaryFolder()
  const path = join(root, 'a', 'b')
  const given = await makeWholeFolder(path, async (folder) => {
    await fill(folder)
    return existsSync(path)
  })
  expect(given).toBe(false)
  expect(readFileSync(join(path, 'file'), 'utf8')).toBe('whole')
  expect(readdirSync(join(root, 'a'))).toEqual(['b'])
})

it('takes the place of an empty folder', async () => {
  const path = join(temporaryFolder(), 'empty')
  mkdirSync(path)
  await makeWholeFolder(path, fill)
  expect(readdirSync(path)).toEqual(['file'])
})

it.each(['folder', 'file'])('leaves a %s alone that is there already', async (kind) => {
  const root = temporaryFolder()
  const path = join(root, 'mine')
  if (kind === 'folder') mkdirSync(path)
  writeFileSync(kind === 'folder' ? join(path, 'mine') : path, 'mine')
  await expect(makeWholeFolder(path, fill)).rejects.toMatchObject({ code: 'exists' })
  expect(readdirSync(root)).toEqual(['mine'])
})

it('leaves nothing when filling it fails', async () => {
  const root = temporaryFolder()
  const failing = makeWholeFolder(join(root, 'out'), async (folder) => {
    await fill(folder)
    throw new Error('no more')
  })
  await expect(failing).rejects.toThrow('no more')
  expect(readdirSync(root)).toEqual([])
})
