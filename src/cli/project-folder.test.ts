import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { findProject, requireProject } from './project-folder'

let root: string
let inside: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'headstart-project-'))
  inside = join(root, 'a', 'b')
  mkdirSync(inside, { recursive: true })
})
afterEach(() => rmSync(root, { recursive: true }))

it('is the nearest folder upwards that holds a database', () => {
  writeFileSync(join(root, 'headstart.db'), '')
  expect(findProject(undefined, { folder: inside, environment: {} })).toBe(root)
  writeFileSync(join(root, 'a', 'headstart.db'), '')
  expect(findProject(undefined, { folder: inside, environment: {} })).toBe(join(root, 'a'))
})

it('is rather the one of the environment, and rather still the one that is named', () => {
  writeFileSync(join(root, 'headstart.db'), '')
  const environment = { HEADSTART_PROJECT: '/pets' }
  expect(findProject(undefined, { folder: inside, environment })).toBe('/pets')
  expect(findProject('../c', { folder: inside, environment })).toBe(join(root, 'a', 'c'))
})

it('says how to get one where there is none', () => {
  expect(() => requireProject(undefined, { folder: inside, environment: { HEADSTART_PROJECT: '' } })).toThrow(
    /headstart init/,
  )
})
