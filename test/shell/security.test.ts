import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Page } from '@playwright/test'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FrontContract } from '../../src/shared/contract/front'
import { frameChannel } from '../../src/shared/frame-channel'
import type { Client } from '../../src/shared/rpc/contract'
import { chromiumMissing } from '../chromium'
import { eventually } from './eventually'
import { launchShell } from './front'
import type { DoubleFront } from './front'
import { pageClient, sendFrom } from './page-wire'
import type { Bridge } from './page-wire'

let folder: string
let shell: DoubleFront
let page: Page
let client: Client<FrontContract>
let elsewhere: Server
let foreign: string
const asked: string[] = []

describe.skipIf(chromiumMissing)('a page in the window', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'headstart-security-'))
    elsewhere = createServer((request, response) => {
      asked.push(request.url ?? '')
      response.setHeader('access-control-allow-origin', '*').end('elsewhere')
    })
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve))
    foreign = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`
    shell = await launchShell({ home: join(folder, 'home') })
    page = shell.page
    client = await pageClient(page)
  })

  afterAll(async () => {
    await shell?.close()
    elsewhere?.close()
    await rm(folder, { recursive: true, force: true })
  })

  const stillThere = async (): Promise<void> => {
    expect(await client['shell.describe']({})).toMatchObject({
      kind: 'window',
      assets: 'asset://headstart/',
    })
    expect(page.url()).toMatch(/^http:\/\/headstart\.localhost\//)
  }

  it('is isolated, sandboxed and without Node', async () => {
    const [window] = await shell.double.ask('windows')
    expect(window?.webPreferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
    })
    expect(window?.preloadProblems).toEqual([])
    const { sandboxed, handled, privileged } = await shell.double.ask('schemes')
    expect(sandboxed).toBe(true)
    expect(handled).toEqual(['app', 'asset'])
    // Nothing of it may pass by the content security policy, or count as a service worker's place.
    for (const { privileges } of privileged)
      expect(privileges).not.toMatchObject({
        bypassCSP: true,
        allowServiceWorkers: true,
        corsEnabled: true,
      })
    const nodes = ['require', 'process', 'module', 'Buffer', 'electron', 'global', '__dirname']
    expect(await page.evaluate((names) => names.filter((name) => name in globalThis), nodes)).toEqual([])
  })

  it('gets three functions and nothing else', async () => {
    const exposed = await page.evaluate(() => {
      const { headstart } = globalThis as never as { headstart: Bridge }
      return Object.entries(headstart).map(([name, value]) => `${name}: ${typeof value}`)
    })
    expect(exposed).toEqual(['send: function', 'onFrame: function', 'pathForFile: function'])
  })

  it('learns the path of a file that was dropped, and of no other', async () => {
    const path = join(folder, 'known.txt')
    await writeFile(path, '12345')
    await shell.registerFile(path)
    const paths = await page.evaluate(() => {
      const { headstart } = globalThis as never as { headstart: Bridge }
      return [new File(['12345'], 'known.txt'), new File(['1234'], 'known.txt')].map(headstart.pathForFile)
    })
    expect(paths).toEqual([path, ''])
  })

  it('comes with a policy that allows its own files and nothing more', async () => {
    const headers = await page.evaluate(async () => Object.fromEntries((await fetch('/')).headers))
    const policy = Object.fromEntries(
      (headers['content-security-policy'] ?? '').split('; ').map((directive) => {
        const [name = '', ...sources] = directive.split(' ')
        return [name, sources.join(' ')]
      }),
    )
    expect(policy).toEqual({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self' 'unsafe-inline'",
      'img-src': "'self' asset: blob: data:",
      'font-src': "'self'",
      'connect-src': "'self'",
      'object-src': "'none'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
    })
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' })
  })

  it('loads without breaking its own policy', async () => {
    const told: string[] = []
    page.on('console', (message) => told.push(message.text()))
    const loaded = page.waitForEvent('load')
    await shell.chooseMenu('Reload')
    await loaded
    await page.waitForLoadState('networkidle')
    client = await pageClient(page)
    expect(told.filter((text) => text.includes('Content Security Policy'))).toEqual([])
    page.removeAllListeners('console')
  })

  it('runs no script that is not a file of its own', async () => {
    const ran = await page.evaluate(async () => {
      const seen: string[] = []
      Object.assign(globalThis, { seen })
      const element = (html: string): Element => {
        const holder = document.createElement('div')
        holder.innerHTML = html
        return document.body.appendChild(holder)
      }
      const script = (set: (script: HTMLScriptElement) => void): void => {
        const made = document.createElement('script')
        set(made)
        document.body.append(made)
      }
      script((made) => (made.textContent = 'seen.push("inline")'))
      script((made) => (made.src = 'data:text/javascript,seen.push("data")'))
      script((made) => (made.src = URL.createObjectURL(new Blob(['seen.push("blob")']))))
      element('<img src="data:," onerror="seen.push(\'handler\')">')
      element('<a href="javascript:seen.push(\'address\')"></a>').querySelector('a')?.click()
      const refused = (run: () => unknown): void => {
        try {
          run()
        } catch (error) {
          seen.push((error as Error).name)
        }
      }
      // Later, because what a debugger runs at once may do more than the page itself.
      setTimeout(() => {
        refused(() => (0, eval)('seen.push("eval")'))
        refused(() => new Function('seen.push("function")')())
      })
      await new Promise((resolve) => setTimeout(resolve, 200))
      return seen
    })
    expect(ran).toEqual(['EvalError', 'EvalError'])
  })

  it('reaches nothing elsewhere', async () => {
    const results = await page.evaluate(async (address) => {
      const image = (src: string) =>
        new Promise<string>((resolve) => {
          const made = new Image()
          made.onload = () => resolve('loaded')
          made.onerror = () => resolve('refused')
          made.src = src
        })
      const frame = document.createElement('iframe')
      frame.src = `${address}/frame`
      document.body.append(frame)
      const form = document.createElement('form')
      form.action = `${address}/form`
      document.body.append(form)
      form.submit()
      navigator.sendBeacon?.(`${address}/beacon`, 'x')
      return Promise.all([
        fetch(`${address}/fetch`).then(
          () => 'fetched',
          () => 'refused',
        ),
        fetch('asset://headstart/photo/1').then(
          () => 'fetched',
          () => 'refused',
        ),
        image(`${address}/image`),
        new Promise((resolve) => {
          try {
            const socket = new WebSocket(address.replace('http', 'ws'))
            socket.onopen = () => resolve('open')
            socket.onerror = () => resolve('refused')
          } catch {
            resolve('refused')
          }
        }),
      ])
    }, foreign)
    expect(results).toEqual(['refused', 'refused', 'refused', 'refused'])
    expect(asked).toEqual([])
    await stillThere()
  })

  it('stays where it is, whatever address it is sent to', async () => {
    const places = [
      `${foreign}/away`,
      'https://example.com/',
      'app://elsewhere/',
      'file:///etc/passwd',
      'data:text/html,x',
    ]
    for (const place of places) {
      await page.evaluate((address) => {
        const link = document.createElement('a')
        link.href = address
        document.body.append(link)
        link.click()
      }, place)
    }
    await page.waitForTimeout(200)
    const [window] = await shell.double.ask('windows')
    expect(window?.navigations).toContainEqual({ url: `${foreign}/away`, prevented: true })
    expect(window?.navigations.filter(({ prevented }) => !prevented)).toEqual([])
    expect(asked).toEqual([])
    await stillThere()
  })

  it('opens no window', async () => {
    for (const target of [`${foreign}/popup`, page.url()])
      await page.evaluate((address) => void globalThis.open(address), target)
    await eventually(async () => (await shell.double.ask('windows'))[0]?.opened.length).toBe(2)
    const windows = await shell.double.ask('windows')
    expect(windows).toHaveLength(1)
    expect(windows[0]?.opened.map(({ action }) => action)).toEqual(['deny', 'deny'])
    expect(asked).toEqual([])
  })

  it('gets no webview', async () => {
    expect(await shell.double.ask('attachWebview')).toBe(true)
    expect(await page.evaluate(() => 'getWebContentsId' in document.createElement('webview'))).toBe(false)
  })

  it('saves nothing', async () => {
    await page.evaluate(() => {
      const link = document.createElement('a')
      link.href = URL.createObjectURL(new Blob(['content']))
      link.download = 'file.txt'
      link.click()
    })
    await eventually(() => shell.double.ask('downloads')).toMatchObject([{ refused: true }])
  })

  const own = { requestingUrl: 'app://headstart/', isMainFrame: true }
  const camera = { ...own, mediaTypes: ['video'], securityOrigin: 'app://headstart/' }

  it.each([
    'geolocation',
    'notifications',
    'midi',
    'midiSysex',
    'clipboard-read',
    'fullscreen',
    'openExternal',
    'hid',
  ])('is not given %s', async (permission) => {
    expect(await shell.double.ask('requestPermission', permission, own)).toBe(false)
    expect(await shell.double.ask('checkPermission', permission, 'app://headstart', own)).toBe(false)
  })

  it('is given no device, and no camera without a question', async () => {
    expect(await shell.double.ask('checkDevice', { deviceType: 'usb', origin: 'app://headstart' })).toBe(
      false,
    )
    const foreignOrigin = { requestingUrl: `${foreign}/`, securityOrigin: `${foreign}/` }
    const without = [
      { ...camera, mediaTypes: ['video', 'audio'] },
      { ...camera, mediaTypes: ['audio'] },
      { ...camera, mediaTypes: [] },
      { ...camera, isMainFrame: false },
      { ...camera, ...foreignOrigin },
    ]
    for (const details of without)
      expect(await shell.double.ask('requestPermission', 'media', details)).toBe(false)
    const check = { isMainFrame: true, mediaType: 'video' }
    expect(await shell.double.ask('checkPermission', 'media', 'app://headstart', check)).toBe(false)
    expect((await shell.double.ask('shown')).boxes).toEqual([])
  })

  it('is given the camera once the user has allowed it, and is not asked about again', async () => {
    await shell.answerBox(0)
    expect(await shell.double.ask('requestPermission', 'media', camera)).toBe(true)
    expect(await shell.double.ask('requestPermission', 'media', camera)).toBe(true)
    const check = { isMainFrame: true, mediaType: 'video' }
    expect(await shell.double.ask('checkPermission', 'media', 'app://headstart', check)).toBe(true)
    expect(await shell.double.ask('checkPermission', 'media', foreign, check)).toBe(false)
    expect((await shell.double.ask('shown')).boxes).toHaveLength(1)
  })

  it('is shown a photo by the id that it was offered under', async () => {
    const path = join(folder, 'photo.png')
    await writeFile(
      path,
      await sharp({ create: { width: 12, height: 7, channels: 3, background: 'red' } })
        .png()
        .toBuffer(),
    )
    const { asset } = await client['assets.offer']({ path })
    expect(await widthOf(`asset://headstart/temporary/${asset}`)).toBe(12)
    expect(
      await widthOf(
        `asset://headstart/temporary/${asset.replace(/^./, (first) => (first === '0' ? '1' : '0'))}`,
      ),
    ).toBe(0)
  })

  it('is shown nothing by a path', async () => {
    const path = join(folder, 'photo.png')
    const places = [
      path,
      `/${path}`,
      `temporary/..%2f..%2f${path}`,
      `photo/..%2f..%2f${path}`,
      '../photo/1',
      `?${path}`,
    ]
    for (const place of places)
      expect([place, await widthOf(`asset://headstart/${place}`)]).toEqual([place, 0])
    expect(await widthOf(`asset://elsewhere${path}`)).toBe(0)
    expect(await widthOf(`file://${path}`)).toBe(0)
  })

  it.each([
    '/..%2f..%2fpackage.json',
    '/%2e%2e/%2e%2e/package.json',
    '/../../package.json',
    '/assets/..%2findex.html',
    '/index.html/',
    '//',
  ])('finds no file of ours at %s', async (path) => {
    const { status, text } = await page.evaluate(async (address) => {
      const response = await fetch(location.origin + address)
      return { status: response.status, text: await response.text() }
    }, path)
    expect(status).toBe(404)
    expect(text).toBe('There is nothing here.\n')
  })

  it('sends ten thousand malformed frames, and nothing happens', async () => {
    const junk: unknown[] = [
      null,
      1,
      'call',
      [],
      {},
      { type: 'call' },
      { type: 'call', id: -1, name: 'project.close', input: {} },
      { type: 'call', id: 1.5, name: 'project.close', input: {} },
      { type: 'call', id: 1, name: 7, input: {} },
      { type: 'value', id: 1, value: {} },
      { type: 'end', id: 1 },
      { type: 'error', id: 1, error: { code: 'nonsense' } },
      { type: 'call', id: 2 ** 60, name: 'a'.repeat(10_000), input: {} },
      { __proto__: null, constructor: 'x', type: 'cancel', id: '1' },
    ]
    await sendFrom(
      page,
      Array.from({ length: 10_000 }, (_, index) => junk[index % junk.length]),
    )
    await stillThere()
  })

  it('cannot send what cannot be cloned', async () => {
    const refused = page.evaluate(() =>
      (globalThis as never as { headstart: Bridge }).headstart.send({ run: () => 1 }),
    )
    await expect(refused).rejects.toThrow(/could not be cloned/)
  })

  it('is not spoken for by other frames and origins', async () => {
    const made = join(folder, 'forged')
    const call = { type: 'call', id: 3_000_000, name: 'project.create', input: { folder: made } }
    const senders = [
      { origin: 'https://example.com' },
      { origin: 'http://headstart' },
      { origin: 'app://headstart.example.com' },
      { origin: 'app://elsewhere' },
      { origin: 'null' },
      { origin: 'app://headstart', isSubFrame: true },
      { origin: 'app://headstart', isGone: true },
    ]
    for (const sender of senders) await shell.double.ask('forge', frameChannel, sender, call)
    await stillThere()
    expect(existsSync(made)).toBe(false)
    // The same frame from where it belongs is listened to: it is the sender that was refused.
    await shell.double.ask('forge', frameChannel, { origin: 'app://headstart' }, call)
    await eventually(() => existsSync(made)).toBe(true)
  })
})

/** The width of a picture as the page gets it; 0 where it gets none. */
function widthOf(address: string): Promise<number> {
  return page.evaluate(async (src) => {
    const image = new Image()
    image.src = src
    await image.decode().catch(() => undefined)
    return image.naturalWidth
  }, address)
}

const bundles = resolve(import.meta.dirname, '..', '..', 'out', 'main')

it.each(['cli.js', 'engine.js'])('the bundle %s never imports Electron', async (entry) => {
  const seen = new Set<string>()
  const follow = async (path: string): Promise<void> => {
    if (seen.has(path)) return
    seen.add(path)
    // What packages that are bundled say of their types is no import.
    const text = (await readFile(path, 'utf8')).replace(/^\s*\/\*\*.*?\*\//gms, '')
    expect(text).not.toMatch(/(from|import|require\()\s*\(?["']electron["']/)
    for (const [, other = ''] of text.matchAll(/(?:from|import)\s*\(?["'](\.{1,2}\/[^"']+\.js)["']/g))
      await follow(resolve(path, '..', other))
  }
  await follow(join(bundles, entry))
  expect(seen.size).toBeGreaterThan(1)
})
