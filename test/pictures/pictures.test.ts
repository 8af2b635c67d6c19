import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { it } from 'vitest'
import { pictureOfFailure } from '../e2e/fixtures/failure'
import { webTwin } from '../e2e/fixtures/web-twin'
import type { OpenFront } from '../e2e/fixtures/front'
import { ClassifyPage } from '../e2e/pages/classify.page'
import { ExportPage } from '../e2e/pages/export.page'
import { ModelsPage } from '../e2e/pages/models.page'
import { PhotosPage } from '../e2e/pages/photos.page'
import { ReviewPage } from '../e2e/pages/review.page'
import { RunPage } from '../e2e/pages/run.page'
import { RunsPage } from '../e2e/pages/runs.page'
import { StartPage } from '../e2e/pages/start.page'
import { TrainPage } from '../e2e/pages/train.page'

const root = join(import.meta.dirname, '..', '..')
const target = process.env['HEADSTART_PICTURES'] ?? join(root, 'out', 'pictures')
const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
]

/** Every page with the sample project, in both themes and two sizes, to be looked at: `npm run pictures`. */
it('takes pictures of every page', async ({ task }) => {
  mkdirSync(target, { recursive: true })
  const home = mkdtempSync(join(tmpdir(), 'headstart-pictures-'))
  const front = await webTwin.open(home)
  try {
    await tour(front, home)
  } catch (thrown) {
    await pictureOfFailure(task, () => front.page, true)
    throw thrown
  } finally {
    await front.close()
    rmSync(home, { recursive: true })
  }
}, 300_000)

async function tour(front: OpenFront, home: string): Promise<void> {
  const { page } = front
  const shoot = (name: string): Promise<void> => shootPage(front, name)
  const start = new StartPage(front)
  await start.ready()
  await shoot('start-empty')
  const project = join(home, 'Headstart sample')
  await start.trySample()
  const photos = new PhotosPage(front)
  await photos.photos().first().waitFor()
  await page.waitForLoadState('networkidle')
  for (const index of [3, 4, 5])
    await photos
      .photos()
      .nth(index)
      .click({ modifiers: ['Control'] })
  await shoot('photos-facts')
  await page.keyboard.press('i')
  await shoot('photos')
  await photos.photos().nth(2).dblclick()
  await page.getByRole('dialog').waitFor()
  await page.waitForTimeout(500)
  await shoot('loupe')
  await page.keyboard.press('Escape')
  await page.keyboard.press('?')
  await shoot('keys')
  await page.keyboard.press('Escape')
  const train = new TrainPage(page)
  await train.go()
  await shoot('train')
  await train.train(300, 1)
  const run = new RunPage(page)
  await page.getByText('Show numbers').waitFor()
  await page.waitForTimeout(3000)
  await shoot('run-running')
  await page.getByRole('button', { name: /^Jobs/ }).click()
  await shoot('jobs')
  await page.keyboard.press('Escape')
  await run.stopAndKeep()
  await run.stopped().waitFor()
  await train.go()
  await train.train(3)
  await run.sentence().waitFor()
  await shoot('run')
  await run.classifyWithIt()
  const classify = new ClassifyPage(front)
  const circles = readdirSync(join(project, 'photos'), { recursive: true, encoding: 'utf8' })
  const files = circles.filter((name) => /\.png$/.test(name)).map((name) => join(project, 'photos', name))
  await shoot('classify-empty')
  await classify.drop(...files.slice(0, 3))
  await classify.answers()
  await shoot('classify')
  await page.getByRole('tab', { name: 'Compare' }).click()
  await page.getByText(/asked\.$/).waitFor()
  await shoot('compare')
  const exporting = new ExportPage(front)
  await exporting.go()
  await shoot('export-before')
  await exporting.export()
  await page.getByRole('region', { name: /is exported$/ }).waitFor()
  await shoot('export')
  const runs = new RunsPage(page)
  await runs.go()
  await shoot('runs')
  await runs.compare(1, 2)
  await runs.patterns().first().waitFor()
  await shoot('compare-runs')
  await shootReview(front)
  await shootModels(front)
  await page.getByRole('link', { name: 'Start' }).click()
  await start.ready()
  await shoot('start')
}

/** The labels and photos that are looked at again. */
async function shootReview(front: OpenFront): Promise<void> {
  const { page } = front
  const photos = new PhotosPage(front)
  await photos.go()
  await photos.suggestions().click()
  await photos.suggested().first().waitFor()
  await shootPage(front, 'suggestions')
  await photos.suggestions().click()
  await photos.photos().first().click()
  await photos.press('f')
  await page.getByRole('listbox', { name: 'Similar photos' }).waitFor()
  await shootPage(front, 'similar')
  await photos.go()
  await new ReviewPage(page).go()
  await shootPage(front, 'doubts-before')
  await page.getByRole('button', { name: 'Check the labels' }).click()
  await page.getByText(/^Checked /).waitFor()
  await shootPage(front, 'doubts')
  await photos.go()
  await page.getByRole('link', { name: /^Duplicates/ }).click()
  await page.getByRole('button', { name: 'Look for duplicates' }).click()
  await page.getByText(/^Last search /).waitFor()
  await shootPage(front, 'duplicates')
}

async function shootModels(front: OpenFront): Promise<void> {
  const models = new ModelsPage(front.page)
  await models.go()
  await models.table().getByRole('link', { name: 'InceptionV3' }).focus()
  await shootPage(front, 'models')
  await models.open('InceptionV3')
  await models.show(false, '150')
  await shootPage(front, 'model-summary')
  await models.showPicture()
  await shootPage(front, 'model-picture')
  await models.block('mixed3').click()
  await models.node('mixed3').waitFor()
  await models.search('pooling')
  await shootPage(front, 'model-search')
}

async function shootPage({ page }: OpenFront, name: string): Promise<void> {
  for (const viewport of sizes) {
    await page.setViewportSize(viewport)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await page.waitForTimeout(300)
      await page.screenshot({ path: join(target, `${name}-${colorScheme}-${viewport.width}.png`) })
    }
  }
  await page.setViewportSize({ width: 1280, height: 800 })
}
