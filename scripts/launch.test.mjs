// @ts-check
import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { environmentWithCompiledCode } from './launch.mjs'
import { cache } from './setup/place.mjs'

it('has Node keep compiled code in the cache, unless the user chose another place', () => {
  expect(environmentWithCompiledCode({ A: 'b' })).toEqual({ A: 'b', NODE_COMPILE_CACHE: join(cache, 'code') })
  expect(environmentWithCompiledCode({ NODE_COMPILE_CACHE: '/c' })).toEqual({ NODE_COMPILE_CACHE: '/c' })
})

it('is understood by Node', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'headstart-launch-'))
  const code = join(folder, 'code')
  const script = join(folder, 'script.mjs')
  writeFileSync(script, 'export {}\n')
  const env = { ...environmentWithCompiledCode(), NODE_COMPILE_CACHE: code }
  await promisify(execFile)(process.execPath, [script], { env })
  expect(readdirSync(code)).toHaveLength(1)
  rmSync(folder, { recursive: true })
})
