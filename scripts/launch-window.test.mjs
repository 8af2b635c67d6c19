// @ts-check
import { resolve } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { hasDisplay, launchWindow, startOptions } from './launch-window.mjs'

describe('a display', () => {
  it.each([
    ['linux', {}, false],
    ['linux', { DISPLAY: ':0' }, true],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, true],
    ['linux', { DISPLAY: ':10', SSH_CONNECTION: 'here there' }, true],
    ['darwin', {}, true],
    ['darwin', { SSH_CONNECTION: 'here there' }, false],
    ['win32', {}, true],
    ['win32', { SSH_TTY: '/dev/pts/1' }, false],
  ])('on %s with %o: %s', (platform, environment, there) => {
    expect(hasDisplay(environment, /** @type {NodeJS.Platform} */ (platform))).toBe(there)
  })
})

describe('what `npm start` is told', () => {
  it('is a project to open, or options for a browser', () => {
    expect(startOptions([])).toEqual({ forBrowser: false, serve: ['serve'], window: [] })
    expect(startOptions(['pets'])).toEqual({
      forBrowser: false,
      serve: ['serve', '--project', 'pets'],
      window: [resolve('pets')],
    })
    expect(startOptions(['--port', '8080'])).toMatchObject({
      forBrowser: true,
      serve: ['serve', '--port', '8080'],
    })
  })
})

describe('a program that is to show a window', () => {
  afterEach(() => {
    process.exitCode = undefined
  })

  /** @param {string} script */
  const launch = (script) => launchWindow(process.execPath, ['-e', script])

  it('counts as started once it says so, however it ends', async () => {
    expect(await launch('process.send("shown", () => process.exit(3))')).toBeUndefined()
    expect(process.exitCode).toBe(3)
  })

  it('counts as started where another one showed the window instead', async () => {
    expect(await launch('process.exit(0)')).toBeUndefined()
  })

  it('says how it failed', async () => {
    expect(await launch('process.exit(7)')).toBe('exit status 7')
    expect(await launch('process.kill(process.pid, "SIGKILL")')).toBe('signal SIGKILL')
    expect(await launchWindow('/nowhere/electron', [])).toMatch(/ENOENT/)
  })

  it('does not start as Node, whatever the terminal says', async () => {
    process.env['ELECTRON_RUN_AS_NODE'] = '1'
    try {
      expect(await launch('process.exit("ELECTRON_RUN_AS_NODE" in process.env ? 1 : 0)')).toBeUndefined()
    } finally {
      delete process.env['ELECTRON_RUN_AS_NODE']
    }
  })
})
