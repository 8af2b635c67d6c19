import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { dictionary, writeNumpyFile } from '../../src/pixels/fixtures/numpy-file'
import { sharedFolder, sharedMissing } from '../shared-folder'
import '../task-meta'
import { expectAccessible } from './fixtures/accessibility'
import { pictureOfFailure } from './fixtures/failure'
import type { OpenFront } from './fixtures/front'
import { webTwin } from './fixtures/web-twin'
import { ModelsPage } from './pages/models.page'
import { PhotosPage } from './pages/photos.page'
import { StartPage } from './pages/start.page'
import { TrainPage } from './pages/train.page'

const rows = 20
const side = 32

const { missing } = webTwin

describe.skipIf(missing)('arrays of photos by mouse', { meta: { skipReason: missing || '' } }, () => {
  let folder: string
  let front: OpenFront

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'headstart-arrays-'))
    const arrays = join(folder, 'arrays')
    mkdirSync(arrays)
    const values = side * side * 3
    const pixels = Float32Array.from({ length: rows * values }, (_, at) => 10 * Math.floor(at / values) + 2)
    await writeNumpyFile(
      join(arrays, 'photos.npy'),
      dictionary("'<f4'", `(${rows}, ${side}, ${side}, 3)`),
      new Uint8Array(pixels.buffer),
    )
    const labels = Uint8Array.from({ length: rows }, (_, row) => row % 2)
    await writeNumpyFile(join(arrays, 'labels.npy'), dictionary("'|u1'", `(${rows},)`), labels)
    // Whose weights are installed decides what is offered: nobody's are.
    vi.stubEnv('HEADSTART_CACHE', join(folder, 'cache'))
    front = await webTwin.open(join(folder, 'home'))
    const start = new StartPage(front)
    await start.ready()
    await start.create(join(folder, 'pets'))
  })
  afterAll(async () => {
    await front?.close()
    vi.unstubAllEnvs()
    rmSync(folder, { recursive: true, force: true })
  })
  afterEach(({ task }) => pictureOfFailure(task, () => front.page))

  it('are found in a folder, and imported with the names of their classes', async () => {
    const photos = new PhotosPage(front)
    const dialog = await photos.chooseFolder(join(folder, 'arrays'))
    await expect.poll(() => dialog.getByRole('radio', { name: /NumPy arrays/ }).isChecked()).toBe(true)
    expect(await dialog.getByRole('combobox', { name: 'Photos' }).inputValue()).toBe('photos.npy')
    expect(await dialog.getByRole('combobox', { name: 'Labels' }).inputValue()).toBe('labels.npy')
    await expectAccessible(front.page, 'Import arrays')
    await dialog.getByRole('textbox', { name: /^Classes/ }).fill('cat, dog')
    await dialog.getByRole('button', { name: 'Import', exact: true }).click()
    await photos.imported(rows).waitFor()
    await expect.poll(() => photos.photo('000001.png').getAttribute('aria-label')).toMatch(/, cat$/)
    await expect.poll(() => photos.photo('000002.png').getAttribute('aria-label')).toMatch(/, dog$/)
  })

  it('are split in the order of their rows', async () => {
    const photos = new PhotosPage(front)
    await photos.splitInOrder()
    await expect.poll(() => photos.facts().innerText()).toMatch(/16\/4\/0/)
  })

  it('follow the recipe on the base that ships where its own has no weights', async () => {
    const train = new TrainPage(front.page)
    await train.go()
    await train.chooseTutorial()
    await expect.poll(() => train.withoutWeights().innerText()).toMatch(/MobileNetV2, whose weights are not/)
    expect(await train.withoutWeights().getByRole('listitem').count()).toBe(3)
    await expectAccessible(front.page, 'Recipe without weights')
    await train.withoutWeights().getByRole('button', { name: 'Follow it on EfficientNet-Lite0' }).click()
    await train.withoutWeights().waitFor({ state: 'detached' })
    expect(await train.chosen('Base')).toBe('EfficientNet-Lite0')
    expect(await train.chosen('Head')).toMatch(/flatten/i)
  })

  it.skipIf(sharedMissing)(
    'follow the recipe once its weights are imported',
    { meta: { skipReason: sharedMissing || '' } },
    async () => {
      const train = new TrainPage(front.page)
      await train.chooseTutorial()
      await train.withoutWeights().getByRole('button', { name: 'Import them from a file…' }).click()
      await new ModelsPage(front.page).chooseFile(sharedFolder('models', 'mobilenet_v2_imagenet.h5'))
      await expect.poll(() => train.chosen('Base')).toBe('MobileNetV2')
      expect(await train.withoutWeights().count()).toBe(0)
    },
  )
})
