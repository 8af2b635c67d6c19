import { join } from 'node:path'
import { expect, it } from 'vitest'
import { cacheFolder } from './cache-folder'

it('is where HEADSTART_CACHE says, on every platform', () => {
  for (const platform of ['linux', 'darwin', 'win32'] as const) {
    expect(cacheFolder({ HEADSTART_CACHE: '/caches/mine' }, platform, '/home/ada')).toBe('/caches/mine')
  }
})

it('follows the custom of the operating system otherwise', () => {
  expect(cacheFolder({}, 'linux', '/home/ada')).toBe(join('/home/ada', '.cache', 'headstart'))
  expect(cacheFolder({ XDG_CACHE_HOME: '/fast' }, 'linux', '/home/ada')).toBe(join('/fast', 'headstart'))
  expect(cacheFolder({}, 'darwin', '/Users/ada')).toBe(join('/Users/ada', 'Library', 'Caches', 'headstart'))
  expect(cacheFolder({ LOCALAPPDATA: '/local' }, 'win32', '/ada')).toBe(join('/local', 'headstart'))
})

it('takes an empty variable as not set', () => {
  expect(cacheFolder({ HEADSTART_CACHE: '', XDG_CACHE_HOME: '' }, 'linux', '/home/ada')).toBe(
    join('/home/ada', '.cache', 'headstart'),
  )
})
