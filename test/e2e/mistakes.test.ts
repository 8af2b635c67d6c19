import { readdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sharedFolder, sharedMissing } from '../shared-folder'
import '../task-meta'
import { expectAccessible } from './fixtures/accessibility'
import { photoProject } from './fixtures/photo-project'
import { copyCatsAndDogs } from './fixtures/photos'
import { webTwin } from './fixtures/web-twin'
import { ModelsPage } from './pages/models.page'
import { RunPhotosPage } from './pages/run-photos.page'
import { RunPage } from './pages/run.page'
import { RunsPage } from './pages/runs.page'
import { TrainPage } from './pages/train.page'

const each = 60
/** Cats that somebody has put among the dogs: enough of them that the validation photos have some. */
const astray = 10
const missing = webTwin.missing || sharedMissing

describe.skipIf(missing)('from a mistake to its label', { meta: { skipReason: missing || '' } }, () => {
  const project = photoProject('mistakes', (folder) => {
    copyCatsAndDogs(folder, each)
    for (const name of readdirSync(join(folder, 'cat')).sort().slice(0, astray))
      renameSync(join(folder, 'cat', name), join(folder, 'dog', name))
    return 2 * each
  })

  it('trains by the recipe, with a forecast before and curves meanwhile', async () => {
    const train = new TrainPage(project.page)
    await train.go()
    await train.chooseTutorial()
    await train.withoutWeights().getByRole('button', { name: 'Import them from a file…' }).click()
    await new ModelsPage(project.page).chooseFile(sharedFolder('models', 'mobilenet_v2_imagenet.h5'))
    await expect.poll(() => train.chosen('Base')).toBe('MobileNetV2')
    await train.forecast().waitFor()
    await expectAccessible(project.page, 'Train')
    await train.start()
    const run = new RunPage(project.page)
    await run.sentence().waitFor()
    await run.curves().first().waitFor()
    expect(await run.photosInMatrix()).toBe((2 * each) / 5)
    await expectAccessible(project.page, 'Run')
  })

  it('opens the cats among the dogs, and a key corrects the first', async () => {
    const run = new RunPage(project.page)
    const photos = new RunPhotosPage(project.page)
    await run.openCell('dog', 'cat')
    await photos.ready()
    await photos.photos().first().waitFor()
    await expectAccessible(project.page, 'Photos of a run')
    const before = await photos.photos().count()
    await photos.correct(0, '1')
    await expect.poll(() => photos.photos().count()).toBe(before - 1)
    await project.page.keyboard.press('Control+z')
    await expect.poll(() => photos.photos().count()).toBe(before)
    await photos.correct(0, '1')
    await expect.poll(() => photos.photos().count()).toBe(before - 1)
    await photos.back()
    await run.relabelled().waitFor()
  })

  it('trains again and is compared with what it was before', async () => {
    await new RunPage(project.page).trainAgain()
    await new TrainPage(project.page).start()
    await new RunPage(project.page).sentence().waitFor()
    const runs = new RunsPage(project.page)
    await runs.go()
    await expectAccessible(project.page, 'Runs')
    await runs.compare(1, 2)
    await runs.patterns().first().waitFor()
    const counts = await runs.patterns().getByRole('button').allInnerTexts()
    const photos = counts.map((text) => Number(/\d+/.exec(text)?.[0]))
    expect(photos.reduce((sum, one) => sum + one, 0)).toBe((2 * each) / 5)
    await expectAccessible(project.page, 'Compare runs')
  })
})
