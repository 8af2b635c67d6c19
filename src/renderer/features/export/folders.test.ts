import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exportsOf, freeName, isWholePath, placeInstead } from './folders'

describe('a free name', () => {
  it('is the wished one as long as it is free, then the first that is', () => {
    expect(freeName('run-3', ['run-1', 'run-30'])).toBe('run-3')
    expect(freeName('run-3', ['run-3', 'Run-3-2', 'run-3-4'])).toBe('run-3-3')
  })

  it('is never one that is taken, also where upper and lower case are the same', () => {
    const name = fc.constantFrom('run-1', 'RUN-1', 'run-1-2', 'Run-1-3', 'run-2')
    fc.assert(
      fc.property(fc.array(name), (taken) => {
        expect(taken.map((one) => one.toLowerCase())).not.toContain(freeName('run-1', taken))
      }),
    )
  })
})

it('proposes a folder in the project', () => {
  expect(exportsOf('/home/me/pets', 3, 'linux')).toEqual({ parent: '/home/me/pets/exports', name: 'run-3' })
  expect(exportsOf('C:\\pets', 3, 'win32').parent).toBe('C:\\pets\\exports')
})

it.each([
  ['/pets/exports/run-3', 'linux', '/pets/exports/', 'run-3'],
  ['/pets/exports/run-3-2/', 'linux', '/pets/exports/', 'run-3'],
  ['/home/me', 'linux', '/home/me', 'run-3'],
  ['/', 'linux', '/', 'run-3'],
  ['C:\\pets\\exports\\run-3-7', 'win32', 'C:\\pets\\exports\\', 'run-3'],
  ['C:\\', 'win32', 'C:\\', 'run-3'],
])(
  'where %s holds something, goes beside an export and into anything else',
  (folder, platform, parent, name) => {
    expect(placeInstead(folder, 3, platform)).toEqual({ parent, name })
  },
)

it.each([
  ['/pets', 'linux', true],
  ['pets', 'linux', false],
  ['~/pets', 'linux', false],
  ['', 'linux', false],
  ['C:\\pets', 'win32', true],
  ['\\\\server\\pets', 'win32', true],
  ['pets', 'win32', false],
])('%j on %s is a whole path: %s', (path, platform, expected) => {
  expect(isWholePath(path, platform)).toBe(expected)
})
