import { mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { sharedFolder, sharedMissing } from '../shared-folder'
import '../task-meta'
import { expectAccessible } from './fixtures/accessibility'
import { pictureOfFailure } from './fixtures/failure'
import type { OpenFront } from './fixtures/front'
import { copyCatsAndDogs } from './fixtures/photos'
import { webTwin } from './fixtures/web-twin'
import { ModelsPage } from './pages/models.page'
import { PhotosPage } from './pages/photos.page'
import { RunPhotosPage } from './pages/run-photos.page'
import { RunPage } from './pages/run.page'
import { RunsPage } from './pages/runs.page'
import { StartPage } from './pages/start.page'
import { TrainPage } from './pages/train.page'

const each = 60
/** Cats that somebody has put among the dogs: enough of them that the validation photos have some. */
const astray = 10
const missing = webTwin.missing || sharedMissing

describe.skipIf(missing)('from a mistake to its label', { meta: { skipReason: missing || '' } }, () => {
  let folder: string
  let front: OpenFront

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'headstart-mistakes-'))
    const photos = copyCatsAndDogs(join(folder, 'photos'), each)
    for (const name of readdirSync(join(photos, 'cat')).sort().slice(0, astray))
      renameSync(join(photos, 'cat', name), join(photos, 'dog', name))
    vi.stubEnv('HEADSTART_CACHE', join(folder, 'cache'))
    front = await webTwin.open(join(folder, 'home'))
    const start = new StartPage(front)
    await start.ready()
    await start.create(join(folder, 'pets'))
    const page = new PhotosPage(front)
    await page.importFolder(photos)
    await page.imported(2 * each).waitFor()
    await page.split()
  })
  afterAll(async () => {
    await front?.close()
    vi.unstubAllEnvs()
    rmSync(folder, { recursive: true, force: true })
  })
  afterEach(({ task }) => pictureOfFailure(task, () => front.page))

  it('trains by the recipe, with a forecast before and curves meanwhile', async () => {
    const train = new TrainPage(front.page)
    await train.go()
    await train.chooseTutorial()
    await train.withoutWeights().getByRole('button', { name: 'Import them from a file…' }).click()
    await new ModelsPage(front.page).chooseFile(sharedFolder('models', 'mobilenet_v2_imagenet.h5'))
    await expect.poll(() => train.chosen('Base')).toBe('MobileNetV2')
    await train.forecast().waitFor()
    await expectAccessible(front.page, 'Train')
    await train.start()
    const run = new RunPage(front.page)
    await run.sentence().waitFor()
    await run.curves().first().waitFor()
    expect(await run.photosInMatrix()).toBe((2 * each) / 5)
    await expectAccessible(front.page, 'Run')
  })

  it('opens the cats among the dogs, and a key corrects the first', async () => {
    const run = new RunPage(front.page)
    const photos = new RunPhotosPage(front.page)
    await run.openCell('dog', 'cat')
    await photos.ready()
    await photos.photos().first().waitFor()
    await expectAccessible(front.page, 'Photos of a run')
    const before = await photos.photos().count()
    await photos.correct(0, '1')
    await expect.poll(() => photos.photos().count()).toBe(before - 1)
    await front.page.keyboard.press('Control+z')
    await expect.poll(() => photos.photos().count()).toBe(before)
    await photos.correct(0, '1')
    await expect.poll(() => photos.photos().count()).toBe(before - 1)
    await photos.back()
    await run.relabelled().waitFor()
  })

  it('trains again and is compared with what it was before', async () => {
    await new RunPage(front.page).trainAgain()
    await new TrainPage(front.page).start()
    await new RunPage(front.page).sentence().waitFor()
    const runs = new RunsPage(front.page)
    await runs.go()
    await expectAccessible(front.page, 'Runs')
    await runs.compare(1, 2)
    await runs.patterns().first().waitFor()
    const counts = await runs.patterns().getByRole('button').allInnerTexts()
    const photos = counts.map((text) => Number(/\d+/.exec(text)?.[0]))
    expect(photos.reduce((sum, one) => sum + one, 0)).toBe((2 * each) / 5)
    await expectAccessible(front.page, 'Compare runs')
  })
})
