import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { chromium } from '@playwright/test'
import type { Browser, Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { chromiumMissing, launchOptions } from '../chromium'

const root = join(import.meta.dirname, '..', '..')
const pages = ['Photos', 'Train', 'Classify', 'Export']

/** How long people wait for the window: `npm run measure -- window`. */
describe.skipIf(chromiumMissing)('the window', () => {
  const home = mkdtempSync(join(tmpdir(), 'headstart-measure-window-'))
  let server: ReturnType<typeof start> | undefined
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    browser = await chromium.launch(launchOptions)
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  })
  afterAll(async () => {
    await browser.close()
    if (server?.pid && server.exitCode === null) {
      // The whole group: npm itself does not pass a signal on.
      process.kill(-server.pid, 'SIGINT')
      await once(server, 'close')
    }
    rmSync(home, { recursive: true })
  })

  it('is there less than 3 s after a second `npm start`', async () => {
    const began = performance.now()
    server = start(home)
    await page.goto(await address(server))
    await page.getByRole('button', { name: /sample/i }).click({ trial: true })
    report('npm start to a usable page', `${Math.round(performance.now() - began)} ms`)
    expect(performance.now() - began).toBeLessThan(3000)
  })

  it('changes pages in less than 100 ms', async () => {
    await page.getByRole('button', { name: /sample/i }).click()
    await page.getByRole('link', { name: 'Photos' }).waitFor()
    const times: number[] = []
    for (const name of [...pages, ...pages, ...pages]) times.push(await timeToPage(page, name))
    const sorted = times.toSorted((one, other) => one - other)
    report('a page change', `median ${sorted[times.length >> 1]} ms, worst ${sorted.at(-1)} ms`)
    expect(sorted[times.length >> 1]).toBeLessThan(100)
  })
})

function start(home: string) {
  return spawn('npm', ['start', '--silent', '--', '--json', '--no-open'], {
    cwd: root,
    env: { ...process.env, HEADSTART_SETTINGS: join(home, 'settings'), HOME: process.env['HOME'] },
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  })
}

async function address(server: ReturnType<typeof start>): Promise<string> {
  for await (const line of createInterface(server.stdout))
    if (line.startsWith('{')) return z.object({ url: z.string() }).parse(JSON.parse(line)).url
  throw new Error('npm start ended before it printed an address.')
}

/** Milliseconds from the click on a page's link until its heading is painted. */
function timeToPage(page: Page, name: string): Promise<number> {
  return page.evaluate(async (wanted) => {
    const link = [...document.querySelectorAll('nav a')].find((one) =>
      one.textContent?.trim().startsWith(wanted),
    )
    const before = document.querySelector('h1')
    const began = performance.now()
    ;(link as HTMLElement).click()
    while (document.querySelector('h1') === before || !document.querySelector('h1'))
      await new Promise((resolve) => requestAnimationFrame(resolve))
    await new Promise((resolve) => requestAnimationFrame(resolve))
    return Math.round(performance.now() - began)
  }, name)
}

function report(what: string, figure: string): void {
  process.stdout.write(`${what}: ${figure}\n`)
}
