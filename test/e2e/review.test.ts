import { cpSync, readdirSync, renameSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { sharedFolder, sharedMissing } from '../shared-folder'
import '../task-meta'
import { expectAccessible } from './fixtures/accessibility'
import { photoProject } from './fixtures/photo-project'
import { copyCatsAndDogs } from './fixtures/photos'
import { webTwin } from './fixtures/web-twin'
import { PhotosPage } from './pages/photos.page'
import { ReviewPage } from './pages/review.page'
import { RunPage } from './pages/run.page'
import { TrainPage } from './pages/train.page'

const each = 40
/** Cats that somebody has put among the dogs. */
const astray = 4
/** Photos that nobody has labelled. */
const loose = 6
/** A dog that is there twice, once among the cats and saved anew. */
const again = 'dog.1001.jpg'
const anew = `saved-anew-${again}`
const missing = webTwin.missing || sharedMissing

/** The same photo in another file: a little smaller, and compressed anew. */
async function saveAnew(from: string, to: string): Promise<void> {
  await writeFile(to, await sharp(from).resize({ width: 300 }).jpeg({ quality: 70 }).toBuffer())
}

function scoresOf(answers: readonly { readonly score: number }[]): number[] {
  return answers.map(({ score }) => score)
}

function isFalling(scores: readonly number[]): boolean {
  return scores.length > 1 && scores.every((score, place) => score <= (scores[place - 1] ?? 100))
}

describe.skipIf(missing)('labels looked at again', { meta: { skipReason: missing || '' } }, () => {
  let flipped: string[]
  const project = photoProject('review', async (folder) => {
    copyCatsAndDogs(folder, each)
    flipped = readdirSync(join(folder, 'cat')).sort().slice(0, astray)
    for (const name of flipped) renameSync(join(folder, 'cat', name), join(folder, 'dog', name))
    const dogs = sharedFolder('data', 'cats-dogs', 'dog')
    for (const name of readdirSync(dogs).sort().slice(-loose)) cpSync(join(dogs, name), join(folder, name))
    await saveAnew(join(folder, 'dog', again), join(folder, 'cat', anew))
    return 2 * each + loose + 1
  })

  it('can be left unchecked: a check that is stopped says nothing of them', async () => {
    const review = new ReviewPage(project.page)
    await review.go()
    await review.start()
    await review.stop()
    await expectAccessible(project.page, 'A check that was stopped')
    expect(await review.image().count()).toBe(0)
  })

  it('are checked, and the cats among the dogs come first', async () => {
    const review = new ReviewPage(project.page)
    await review.check()
    await expectAccessible(project.page, 'A doubtful label')
    await review.showGrid()
    await expectAccessible(project.page, 'Doubtful labels')
    const first = (await review.names()).slice(0, 2 * astray)
    expect(first.filter((name) => flipped.includes(name)).length).toBeGreaterThanOrEqual(astray - 1)
  })

  it('are corrected by a key, and undo brings the photo back', async () => {
    const review = new ReviewPage(project.page)
    const before = await review.names()
    await review.tiles().first().click()
    await project.page.keyboard.press('s')
    await expect.poll(() => review.names()).toEqual(before.slice(1))
    await review.changed().waitFor()
    await project.page.keyboard.press('Control+z')
    await expect.poll(() => review.names()).toEqual(before)
    await project.page.keyboard.press('Enter')
    await expect.poll(() => review.names()).toEqual(before.slice(1))
  })

  it('are suggested by a run, and Tab accepts', async () => {
    const train = new TrainPage(project.page)
    await train.go()
    await train.train(5)
    await new RunPage(project.page).sentence().waitFor()
    const photos = new PhotosPage(project.front)
    await photos.go()
    await photos.unlabelled()
    await photos.suggestions().click()
    await expect.poll(() => photos.suggested().count()).toBe(loose)
    await expectAccessible(project.page, 'Suggestions')
    await photos.photos().first().click()
    await photos.press('Tab')
    await expect.poll(() => photos.photos().count()).toBe(loose - 1)
    await photos.press('Control+z')
    await expect.poll(() => photos.photos().count()).toBe(loose)
    await photos.press('Control+a', 's')
    await project.page.getByText(/^6 photos got/).waitFor()
  })

  it('are compared with what the run says, the surest first or last', async () => {
    const photos = new PhotosPage(project.front)
    await photos.showAll()
    await photos.disagrees().check()
    await expect.poll(() => photos.answers()).not.toEqual([])
    await photos.order('Surest first')
    await expect.poll(async () => scoresOf(await photos.answers())).toSatisfy(isFalling)
    // Suggestions come after the photos that they are for.
    await expect.poll(async () => (await photos.answers()).length - (await photos.total())).toBe(0)
    const surest = await photos.answers()
    for (const { label, suggested } of surest) expect(suggested).not.toBe(label)
    await photos.order('Least sure first')
    await expect.poll(async () => scoresOf(await photos.answers())).toEqual(scoresOf(surest).toReversed())
    await photos.disagrees().uncheck()
    await photos.order('As they came')
  })

  it('leads to photos that look alike, and leaves one out', async () => {
    const photos = new PhotosPage(project.front)
    await photos.showAll()
    await photos.photos().first().click()
    await photos.press('x')
    await expect.poll(() => photos.photos().first().getAttribute('aria-label')).toMatch(/left out$/)
    await expectAccessible(project.page, 'A photo left out')
    await photos.press('f')
    const similar = project.page.getByRole('listbox', { name: 'Similar photos' }).getByRole('option')
    await expect.poll(() => similar.count()).toBe(50)
    await expectAccessible(project.page, 'Similar photos')
  })
  it('shows photos that are there twice, and keeps one of them', async () => {
    const { page } = project
    await new PhotosPage(project.front).go()
    await page.getByRole('link', { name: /^Duplicates/ }).click()
    await page.getByRole('button', { name: 'Look for duplicates' }).click()
    const group = page.getByRole('listitem').filter({ hasText: again })
    await group
      .getByText('Different labels: dog, cat')
      .or(group.getByText('Different labels: cat, dog'))
      .waitFor()
    await expectAccessible(page, 'Duplicates')
    await group.getByRole('button', { name: anew }).click()
    await group.waitFor({ state: 'detached' })
    await page.keyboard.press('Control+z')
    await group.waitFor()
  })

  it('keeps the largest of what is there twice', async () => {
    const { page } = project
    const photos = new PhotosPage(project.front)
    await page.getByRole('button', { name: 'Keep the largest of every group' }).click()
    await page.getByText('Every group has one photo left.').waitFor()
    await expectAccessible(page, 'No duplicates left')
    await photos.go()
    await photos.excluded()
    await photos.photo(anew).waitFor()
    expect(await photos.photo(again).count()).toBe(0)
  })
})
