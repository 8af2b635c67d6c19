import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { sharedMissing } from '../shared-folder'
import '../task-meta'
import { expectAccessible } from './fixtures/accessibility'
import { complaintsOf } from './fixtures/complaints'
import { answersOfExport } from './fixtures/exported'
import type { OpenFront } from './fixtures/front'
import { fronts } from './fixtures/fronts'
import { pictureOfFailure } from './fixtures/failure'
import { anotherPhoto, copyCatsAndDogs } from './fixtures/photos'
import { ClassifyPage } from './pages/classify.page'
import { ExportPage } from './pages/export.page'
import { PhotosPage } from './pages/photos.page'
import { RunPage } from './pages/run.page'
import { RunsPage } from './pages/runs.page'
import { StartPage } from './pages/start.page'
import { TrainPage } from './pages/train.page'

const each = 40

/** One journey over every front; each step goes on from where the one before has left the application. */
describe.each(fronts)('the main job in $name', (kind) => {
  const missing = kind.missing || sharedMissing
  describe.skipIf(missing)('from photos to an export', { meta: { skipReason: missing || '' } }, () => {
    let folder: string
    let home: string
    let project: string
    let front: OpenFront
    let trained = 0
    const complaints: string[] = []

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'headstart journey, 100% ü '))
      home = join(folder, 'home')
      project = join(folder, 'pets')
      copyCatsAndDogs(join(folder, 'photos'), each)
      front = await kind.open(home)
      complaintsOf(front.page, complaints)
    })
    afterAll(async () => {
      await front?.close()
      rmSync(folder, { recursive: true, force: true })
    })

    afterEach(({ task }) => pictureOfFailure(task, () => front.page))
    afterEach(() => expect(complaints.splice(0)).toEqual([]))

    it('creates a project', async () => {
      const start = new StartPage(front)
      await start.ready()
      await expectAccessible(front.page, 'Start')
      await start.create(project)
      const photos = new PhotosPage(front)
      await expect
        .poll(() => photos.heading().evaluate((heading) => heading === document.activeElement))
        .toBe(true)
      await front.page.getByText('There are no photos in this project yet.').waitFor()
      await expectAccessible(front.page, 'Photos, empty')
      expect(existsSync(join(project, 'headstart.db'))).toBe(true)
    })

    it('imports real photos', async () => {
      const photos = new PhotosPage(front)
      await photos.importFolder(join(folder, 'photos'))
      await photos.imported(2 * each).waitFor()
      await expect.poll(() => photos.facts().innerText()).toMatch(/80 photos/)
      await expect.poll(() => photos.photos().count()).toBeGreaterThan(10)
      await expect.poll(() => picturesShown(front)).toBeGreaterThan(10)
    })

    it('labels by key, and takes it back', async () => {
      const photos = new PhotosPage(front)
      const first = photos.photos().first()
      await first.click()
      expect(await first.getAttribute('aria-label')).toMatch(/, cat$/)
      await photos.press('2')
      await expect.poll(() => first.getAttribute('aria-label')).toMatch(/, dog$/)
      await photos.press('Control+z')
      await expect.poll(() => first.getAttribute('aria-label')).toMatch(/, cat$/)
      await photos.press('Control+Shift+z')
      await expect.poll(() => first.getAttribute('aria-label')).toMatch(/, dog$/)
      await photos.press('Control+z')
      await expect.poll(() => first.getAttribute('aria-label')).toMatch(/, cat$/)
    })

    it('splits them', async () => {
      const photos = new PhotosPage(front)
      await photos.split()
      await expect.poll(() => photos.facts().innerText()).toMatch(/64\/16\/0/)
      await expectAccessible(front.page, 'Photos')
    })

    it('trains, shows the same curve after a reload, and stops at a wish', async () => {
      const train = new TrainPage(front.page)
      await train.go()
      await expectAccessible(front.page, 'Train')
      await train.train(300, 1)
      const run = new RunPage(front.page)
      await expect
        .poll(() => run.progress().innerText())
        .toMatch(/[\d,]+\/19,200 batches · [\d.,]+ batches\/s/)
      await expect.poll(() => run.progress().innerText()).toMatch(/\d.* left/)
      await run.showNumbers()
      await expect.poll(() => run.epochs().then(({ length }) => length)).toBeGreaterThan(2)
      const before = await run.epochs()
      await front.page.reload()
      await run.showNumbers()
      await expect.poll(() => run.epochs().then(({ length }) => length)).toBeGreaterThan(before.length)
      const after = await run.epochs()
      expect(after.map(withoutMark).slice(0, before.length)).toEqual(before.map(withoutMark))
      expect(after.map(epochOf)).toEqual(after.map((_, index) => index + 1))
      await run.stopAndKeep()
      await run.stopped().waitFor()
    })

    it('trains to the end and says how good it is', async () => {
      const train = new TrainPage(front.page)
      await train.go()
      await train.train(6)
      const run = new RunPage(front.page)
      await run.sentence().waitFor()
      const accuracy = Number(/Right on ([\d.]+)/.exec(await run.sentence().innerText())?.[1])
      expect(accuracy).toBeGreaterThanOrEqual(80)
      expect(await run.photosInMatrix()).toBe(16)
      await run.showNumbers()
      expect(await run.epochs()).toHaveLength(6)
      await expectAccessible(front.page, 'Run')
      trained = Number(/\d+/.exec(await front.page.getByRole('heading', { level: 1 }).innerText())?.[0])
    })

    it('classifies a dropped photo with it', async () => {
      await new RunPage(front.page).classifyWithIt()
      const classify = new ClassifyPage(front)
      const dog = anotherPhoto('dog')
      await classify.drop(dog)
      const [first, second] = await classify.answers()
      expect(first?.label).toBe('dog')
      expect(second?.label).toBe('cat')
      expect((first?.percent ?? 0) + (second?.percent ?? 0)).toBeCloseTo(100, 0)
      await classify.photo(basename(dog)).waitFor()
      await expectAccessible(front.page, 'Classify')
      await classify.choose('EfficientNet-Lite0')
      await expect.poll(() => classify.answers().then(({ length }) => length)).toBe(5)
    })

    it('exports it', async () => {
      const page = new ExportPage(front)
      await page.go()
      await page.chooseRun(trained)
      const out = join(folder, 'export')
      await page.exportTo(out)
      const files = await page.files(trained)
      expect(files.length).toBeGreaterThan(2)
      for (const file of files) expect(existsSync(join(out, file)), file).toBe(true)
      const { classes, answers } = await answersOfExport(out)
      expect(classes).toEqual(['cat', 'dog'])
      expect(answers.length).toBeGreaterThan(1)
      for (const { promised, found } of answers)
        for (const [index, score] of promised.entries()) expect(found[index]).toBeCloseTo(score, 2)
      await expectAccessible(front.page, 'Export')
    })

    it('is there as it was left when it is opened again', async () => {
      await front.close()
      front = await kind.open(home)
      complaintsOf(front.page, complaints)
      const start = new StartPage(front)
      await start.ready()
      await start.openRecent('pets')
      const photos = new PhotosPage(front)
      await photos.go()
      await expect.poll(() => photos.facts().innerText()).toMatch(/80 photos.*64\/16\/0/s)
      const runs = new RunsPage(front.page)
      await runs.go()
      await expect.poll(() => runs.rows().count()).toBe(3)
      await front.page.keyboard.press('Control+z')
      await expect.poll(() => photos.facts().innerText()).not.toMatch(/64\/16\/0/)
    })
  })
})

/** How many thumbnails have come so far. */
function picturesShown({ page }: OpenFront): Promise<number> {
  return page
    .getByRole('listbox')
    .locator('img')
    .evaluateAll(
      (images) =>
        images.filter((image) => image instanceof HTMLImageElement && image.naturalWidth > 0).length,
    )
}

function epochOf(row: string): number {
  return Number.parseInt(row)
}

/** The epoch that is the best so far carries a mark, which moves on. */
function withoutMark(row: string): string {
  return row.replace(/ ?best/, '')
}
