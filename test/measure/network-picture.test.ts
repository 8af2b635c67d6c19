import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import '../task-meta'
import type { OpenFront } from '../e2e/fixtures/front'
import { webTwin } from '../e2e/fixtures/web-twin'
import { ModelsPage } from '../e2e/pages/models.page'

const { missing } = webTwin

/** How long the largest network takes to be seen: `npm run measure -- network-picture`. */
describe.skipIf(missing)('the picture of NASNetLarge', { meta: { skipReason: missing || '' } }, () => {
  let home: string
  let front: OpenFront

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'headstart-network-picture-'))
    front = await webTwin.open(home)
  })
  afterAll(async () => {
    await front?.close()
    rmSync(home, { recursive: true, force: true })
  })

  it('opens folded in less than two seconds', async () => {
    const { page } = front
    const models = new ModelsPage(page)
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    const node = models.node('activation_259')
    const begin = performance.now()
    await page.goto(`${new URL(page.url()).origin}/#/models/NASNetLarge?view=picture`)
    await node.waitFor()
    const first = (performance.now() - begin) / 1000
    const opening = performance.now()
    await page.getByRole('button', { name: 'Open all' }).click()
    await models.node('separable_conv_1_normal_left1_18').waitFor({ state: 'attached' })
    const all = (performance.now() - opening) / 1000
    console.info(
      `folded, with the start of the engine: ${first.toFixed(2)} s; all layers: ${all.toFixed(2)} s`,
    )
    expect(first).toBeLessThan(2)
    expect(all).toBeLessThan(10)
  })
})
