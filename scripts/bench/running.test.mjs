// @ts-check
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { runToEnd } from './commands.mjs'
import { RunningContender } from './contender.mjs'
import { sharedFolder } from './place.mjs'

const echo = `require('readline').createInterface(process.stdin).on('line', (line) => {
  const { paths } = JSON.parse(line)
  if (!paths) { console.error('no paths'); process.exit(3) }
  console.log(JSON.stringify({ ms: paths.length, best: [] }))
})`

afterEach(() => vi.unstubAllEnvs())

it('asks a process that stays alive, and ends it', async () => {
  const one = new RunningContender(process.execPath, ['-e', echo], process.env)
  expect(await one.ask({ do: 'files', network: 'n', paths: ['a', 'b'] })).toMatchObject({ ms: 2 })
  expect(await one.ask({ do: 'files', network: 'n', paths: ['a'] })).toMatchObject({ ms: 1 })
  await one.close()
})

it('says in words what one said that ended', async () => {
  const one = new RunningContender(process.execPath, ['-e', echo], process.env)
  await expect(one.ask({ do: 'load', network: 'n' })).rejects.toThrow(/ended before it answered: no paths/)
  await one.close()
})

it('tells what a failed program said last', async () => {
  const failing = runToEnd(
    process.execPath,
    ['-e', 'console.error("no\\nluck"); process.exit(4)'],
    process.env,
  )
  await expect(failing).rejects.toThrow(/failed: luck$/)
})

it.skipIf(process.platform !== 'linux')('adds up the memory of a program and of what it starts', async () => {
  const hold = 'const held = Buffer.alloc(2e8, 1); setTimeout(() => held.length, 400)'
  const start = `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(hold)}])`
  const both = await runToEnd(process.execPath, ['-e', start], process.env)
  expect(both.peak).toBeGreaterThan(2e8)
})

it('says where the shared folder is missed', () => {
  const empty = mkdtempSync(join(tmpdir(), 'headstart-bench-'))
  vi.stubEnv('HEADSTART_SHARED', empty)
  expect(() => sharedFolder()).toThrow(/is not there: let HEADSTART_SHARED name it/)
  expect(existsSync(empty)).toBe(true)
  rmSync(empty, { recursive: true })
})
