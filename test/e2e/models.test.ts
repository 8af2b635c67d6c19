import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { structures } from '../parity/reference'
import '../task-meta'
import { expectAccessible } from './fixtures/accessibility'
import { sharedFolder, sharedMissing } from '../shared-folder'
import { pictureOfFailure } from './fixtures/failure'
import type { OpenFront } from './fixtures/front'
import { webTwin } from './fixtures/web-twin'
import { ClassifyPage } from './pages/classify.page'
import { ModelsPage } from './pages/models.page'

const { missing } = webTwin
const id = 'ResNet50'

describe.skipIf(missing)('looking at a network', { meta: { skipReason: missing || '' } }, () => {
  let home: string
  let front: OpenFront
  let models: ModelsPage

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'headstart-models-'))
    // Nobody's weights are installed.
    vi.stubEnv('HEADSTART_CACHE', join(home, 'cache'))
    front = await webTwin.open(home)
    models = new ModelsPage(front.page)
    await front.page.getByRole('heading', { level: 1 }).first().waitFor()
    await models.go()
  })
  afterAll(async () => {
    await front?.close()
    vi.unstubAllEnvs()
    rmSync(home, { recursive: true, force: true })
  })
  afterEach(({ task }) => pictureOfFailure(task, () => front.page))

  it('begins with the table of networks, sorted as one likes', async () => {
    expect(await models.names()).toHaveLength(19)
    await models.sortBy('Top-1')
    expect((await models.names())[0]).toBe('NASNetLarge')
    await models.sortBy('Size')
    await models.sortBy('Size')
    expect((await models.names())[0]).toBe('EfficientNet-Lite0')
    await expectAccessible(front.page, 'Models')
  })

  it('tells which sizes a network takes with its top', async () => {
    await models.open(id)
    await models.show(true, '150')
    await expect.poll(() => models.error().innerText()).toMatch(/224 × 224/)
  })

  it('shows the layers that Keras names, and its totals', async () => {
    const { totalParams, trainableParams } = structures[id].withoutTop
    await models.show(false, '150')
    const told = (number: number): string => number.toLocaleString('en')
    await expect.poll(() => models.total('Parameters').innerText()).toBe(told(totalParams))
    expect(await models.total('Trainable').innerText()).toBe(told(trainableParams))
    expect(await models.layers(id).getAttribute('aria-rowcount')).toBe('176')
    await models.search('conv5_block3 add')
    await expect
      .poll(() => models.layers(id).getByRole('rowheader').allInnerTexts())
      .toEqual(['conv5_block3_add'])
    await expectAccessible(front.page, 'Summary')
    await models.search('')
  })

  it('opens the blocks of its picture', async () => {
    await models.showPicture()
    const block = models.block('conv2_block1')
    await block.focus()
    await front.page.keyboard.press('Enter')
    await models.node('conv2_block1_add').waitFor()
    expect(await block.getAttribute('aria-expanded')).toBe('true')
    expect(await block.evaluate((element) => element === document.activeElement)).toBe(true)
    await expectAccessible(front.page, 'Picture')
    await block.click()
    await models.node('conv2_block1_add').waitFor({ state: 'detached' })
  })

  it('saves its picture', async () => {
    for (const [button, beginning] of [
      ['Save SVG', '<svg'],
      ['Save PNG', '\u2030PNG'],
    ] as const) {
      const [download] = await Promise.all([
        front.page.waitForEvent('download'),
        front.page.getByRole('button', { name: button }).click(),
      ])
      const begun = readFileSync(await download.path()).subarray(0, 4)
      expect(new TextDecoder('windows-1252').decode(begun)).toBe(beginning)
    }
  })

  it('leads back to the table', async () => {
    await models.back()
    expect(await models.names()).toHaveLength(19)
  })

  const withShared = it.skipIf(sharedMissing)

  withShared('takes weights from a file', { meta: { skipReason: sharedMissing || '' } }, async () => {
    await models.importWeights('MobileNetV2', sharedFolder('models', 'mobilenet_v2_imagenet.h5'))
    await expect.poll(() => models.row('MobileNetV2').innerText()).toMatch(/Installed\s+14 MB/)
    await expectAccessible(front.page, 'Models with weights')
  })

  withShared('compares networks on a photo', { meta: { skipReason: sharedMissing || '' } }, async () => {
    const classify = new ClassifyPage(front)
    await classify.go()
    await classify.drop(sharedFolder('data', 'imagenet-samples', 'n01443537_goldfish.JPEG'))
    await front.page.getByRole('tab', { name: 'Compare' }).click()
    await front.page.getByText('2 networks asked.').waitFor()
    const rows = await front.page
      .getByRole('table', { name: 'Answers of the networks' })
      .getByRole('row')
      .all()
    const told = await Promise.all(rows.slice(1).map((row) => row.innerText()))
    expect(told.map((text) => text.split(/\s+/).slice(0, 2))).toEqual([
      ['EfficientNet-Lite0', 'goldfish'],
      ['MobileNetV2', 'goldfish'],
    ])
    await expectAccessible(front.page, 'Compare')
  })

  withShared('removes weights after a question', { meta: { skipReason: sharedMissing || '' } }, async () => {
    await models.go()
    await models.removeWeights('MobileNetV2')
    await expect.poll(() => models.row('MobileNetV2').innerText()).toMatch(/Missing/)
  })
})
