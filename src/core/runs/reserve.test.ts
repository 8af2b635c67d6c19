import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../fixtures/temporary-folder'
import { Reserve } from './reserve'

/** Writing that a full disk refuses until there is room again. */
function writing(hasRoom: () => boolean) {
  const full = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
  return () => {
    if (!hasRoom()) throw full
    return 'written'
  }
}

it('gives its room up where the disk is full, so that what is written last finds some', async () => {
  const folder = join(temporaryFolder(), 'run')
  const [reserve, path] = [new Reserve(folder), join(folder, 'reserve')]
  await reserve.hold()
  expect(statSync(path).size).toBe(128 * 1024)
  expect(await reserve.write(writing(() => true))).toBe('written')
  expect(existsSync(path)).toBe(true)
  expect(await reserve.write(writing(() => !existsSync(path)))).toBe('written')
  await expect(reserve.write(writing(() => false))).rejects.toThrow('disk is full')
})

it('keeps its room for other failures', async () => {
  const folder = temporaryFolder()
  const reserve = new Reserve(folder)
  await reserve.hold()
  const failing = reserve.write(() => Promise.reject(new Error('other')))
  await expect(failing).rejects.toThrow('other')
  expect(existsSync(join(folder, 'reserve'))).toBe(true)
  await reserve.giveUp()
  await reserve.giveUp()
  expect(existsSync(join(folder, 'reserve'))).toBe(false)
})
