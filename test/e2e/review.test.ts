import { cpSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { sharedFolder, sharedMissing } from '../shared-folder'
import '../task-meta'
import { expectAccessible } from './fixtures/accessibility'
import { pictureOfFailure } from './fixtures/failure'
import type { OpenFront } from './fixtures/front'
import { copyCatsAndDogs } from './fixtures/photos'
import { webTwin } from './fixtures/web-twin'
import { PhotosPage } from './pages/photos.page'
import { ReviewPage } from './pages/review.page'
import { RunPage } from './pages/run.page'
import { StartPage } from './pages/start.page'
import { TrainPage } from './pages/train.page'

const each = 40
/** Cats that somebody has put among the dogs. */
const astray = 4
/** Photos that nobody has labelled. */
const loose = 6
/** A dog that is there twice, once among the cats and saved anew. */
const again = 'dog.1001.jpg'
const missing = webTwin.missing || sharedMissing

/** The same photo in another file: a little smaller, and compressed anew. */
async function saveAnew(from: string, to: string): Promise<void> {
  await writeFile(to, await sharp(from).resize({ width: 300 }).jpeg({ quality: 70 }).toBuffer())
}

describe.skipIf(missing)('labels looked at again', { meta: { skipReason: missing || '' } }, () => {
  let folder: string
  let front: OpenFront
  let flipped: string[]

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'headstart-review-'))
    const photos = copyCatsAndDogs(join(folder, 'photos'), each)
    flipped = readdirSync(join(photos, 'cat')).sort().slice(0, astray)
    for (const name of flipped) renameSync(join(photos, 'cat', name), join(photos, 'dog', name))
    const dogs = sharedFolder('data', 'cats-dogs', 'dog')
    for (const name of readdirSync(dogs).sort().slice(-loose)) cpSync(join(dogs, name), join(photos, name))
    await saveAnew(join(photos, 'dog', again), join(photos, 'cat', `saved-anew-${again}`))
    vi.stubEnv('HEADSTART_CACHE', join(folder, 'cache'))
    front = await webTwin.open(join(folder, 'home'))
    const start = new StartPage(front)
    await start.ready()
    await start.create(join(folder, 'pets'))
    const page = new PhotosPage(front)
    await page.importFolder(photos)
    await page.imported(2 * each + loose + 1).waitFor()
    await page.split()
  })
  afterAll(async () => {
    await front?.close()
    vi.unstubAllEnvs()
    rmSync(folder, { recursive: true, force: true })
  })
  afterEach(({ task }) => pictureOfFailure(task, () => front.page))

  it('are checked, and the cats among the dogs come first', async () => {
    const review = new ReviewPage(front.page)
    await review.go()
    await expectAccessible(front.page, 'Before the check')
    await review.check()
    await expectAccessible(front.page, 'A doubtful label')
    await review.showGrid()
    await expectAccessible(front.page, 'Doubtful labels')
    const first = (await review.names()).slice(0, 2 * astray)
    expect(first.filter((name) => flipped.includes(name)).length).toBeGreaterThanOrEqual(astray - 1)
  })

  it('are corrected by a key, and undo brings the photo back', async () => {
    const review = new ReviewPage(front.page)
    const before = await review.names()
    await review.tiles().first().click()
    await front.page.keyboard.press('s')
    await expect.poll(() => review.names()).toEqual(before.slice(1))
    await review.changed().waitFor()
    await front.page.keyboard.press('Control+z')
    await expect.poll(() => review.names()).toEqual(before)
    await front.page.keyboard.press('Enter')
    await expect.poll(() => review.names()).toEqual(before.slice(1))
  })

  it('are suggested by a run, and Tab accepts', async () => {
    const train = new TrainPage(front.page)
    await train.go()
    await train.train(5)
    await new RunPage(front.page).sentence().waitFor()
    const photos = new PhotosPage(front)
    await photos.go()
    await photos.unlabelled()
    await photos.suggestions().click()
    await expect.poll(() => photos.suggested().count()).toBe(loose)
    await expectAccessible(front.page, 'Suggestions')
    await photos.photos().first().click()
    await photos.press('Tab')
    await expect.poll(() => photos.photos().count()).toBe(loose - 1)
    await photos.press('Control+z')
    await expect.poll(() => photos.photos().count()).toBe(loose)
    await photos.press('Control+a', 's')
    await front.page.getByText(/^6 photos got/).waitFor()
  })

  it('leads to photos that look alike, and leaves one out', async () => {
    const photos = new PhotosPage(front)
    await photos.showAll()
    await photos.photos().first().click()
    await photos.press('x')
    await expect.poll(() => photos.photos().first().getAttribute('aria-label')).toMatch(/left out$/)
    await expectAccessible(front.page, 'A photo left out')
    await photos.press('f')
    const similar = front.page.getByRole('listbox', { name: 'Similar photos' }).getByRole('option')
    await expect.poll(() => similar.count()).toBe(50)
    await expectAccessible(front.page, 'Similar photos')
  })
  it('shows photos that are there twice, and keeps one of them', async () => {
    const { page } = front
    await new PhotosPage(front).go()
    await page.getByRole('link', { name: /^Duplicates/ }).click()
    await page.getByRole('button', { name: 'Look for duplicates' }).click()
    const group = page.getByRole('listitem').filter({ hasText: again })
    await group
      .getByText('Different labels: dog, cat')
      .or(group.getByText('Different labels: cat, dog'))
      .waitFor()
    await expectAccessible(page, 'Duplicates')
    await group.getByRole('button', { name: `saved-anew-${again}` }).click()
    await group.waitFor({ state: 'detached' })
    await page.keyboard.press('Control+z')
    await group.waitFor()
  })
})
