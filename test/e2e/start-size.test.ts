import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import '../task-meta'
import type { OpenFront } from './fixtures/front'
import { webTwin } from './fixtures/web-twin'

/** Bytes of JavaScript that the first page may load, gzipped. */
const largest = 600_000

describe.skipIf(webTwin.missing)(
  'what the Start page loads',
  { meta: { skipReason: webTwin.missing || '' } },
  () => {
    let home: string
    let front: OpenFront
    const scripts = new Map<string, Buffer>()

    beforeAll(async () => {
      home = mkdtempSync(join(tmpdir(), 'headstart-size-'))
      front = await webTwin.open(home)
      const { page } = front
      // Away from the page first: what it loads a second time comes from its beginning.
      const { origin } = new URL(page.url())
      await page.goto('about:blank')
      // Only what the first page asks for: the rest is fetched when nothing else is to be done.
      await page.addInitScript(() => (window.requestIdleCallback = () => 0))
      page.on('response', async (response) => {
        if (response.request().resourceType() === 'script') scripts.set(response.url(), await response.body())
      })
      await page.goto(origin)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.waitForLoadState('networkidle')
    })
    afterAll(async () => {
      await front.close()
      rmSync(home, { recursive: true })
    })

    it(`is less than ${largest / 1000} KB of JavaScript, gzipped`, () => {
      const bytes = [...scripts.values()].reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0)
      expect(scripts.size).toBeGreaterThan(0)
      expect(bytes).toBeLessThan(largest)
    })

    it('has no charts in it', () => {
      const withCharts = [...scripts].filter(([, body]) => body.includes('zrender')).map(([url]) => url)
      expect(withCharts).toEqual([])
    })
  },
)
