import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from './fixtures/temporary-folder'
import { ScratchFolder, sweep } from './scratch-folder'

it('is made when it is needed, for its user alone, and goes on closing', async () => {
  const place = temporaryFolder()
  const scratch = new ScratchFolder(place)
  expect(readdirSync(place)).toEqual([])
  const part = await scratch.part('uploads/one')
  writeFileSync(join(part, 'file'), '')
  expect(await scratch.part('uploads/one')).toBe(part)
  expect(statSync(dirname(dirname(part))).mode & 0o077).toBe(0)
  await scratch.close()
  await scratch.close()
  expect(readdirSync(place)).toEqual([])
})

it('sweeps away what dead processes left, and nothing else', async () => {
  const place = temporaryFolder()
  const living = new ScratchFolder(place)
  const own = dirname(await living.part('x'))
  const dead = spawnSync(process.execPath, ['--version']).pid
  const left = basename(own).replace(`-${process.pid}-`, `-${dead}-`)
  const elsewhere = left.replace(hostname().replaceAll(/[^\w.]/g, '_'), 'another-computer')
  const link = `${left.slice(0, -6)}linked`
  const precious = join(temporaryFolder(), 'precious')
  for (const folder of [
    join(place, left),
    join(place, elsewhere),
    join(place, 'headstart-notes'),
    precious,
  ]) {
    mkdirSync(folder)
    writeFileSync(join(folder, 'file'), '')
  }
  symlinkSync(precious, join(place, link))
  await sweep(place)
  expect(readdirSync(place).sort()).toEqual([basename(own), elsewhere, 'headstart-notes', link].sort())
  expect(existsSync(join(precious, 'file'))).toBe(true)
  await living.close()
})
