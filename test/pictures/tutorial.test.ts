import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { it, vi } from 'vitest'
import { dictionary, writeNumpyFile } from '../../src/pixels/fixtures/numpy-file'
import { drawSample } from '../../src/pixels/sample-pictures'
import { pictureOfFailure } from '../e2e/fixtures/failure'
import { webTwin } from '../e2e/fixtures/web-twin'
import type { OpenFront } from '../e2e/fixtures/front'
import { ClassifyPage } from '../e2e/pages/classify.page'
import { ModelsPage } from '../e2e/pages/models.page'
import { PhotosPage } from '../e2e/pages/photos.page'
import { RunPage } from '../e2e/pages/run.page'
import { StartPage } from '../e2e/pages/start.page'
import { TrainPage } from '../e2e/pages/train.page'
import { sharedFolder, sharedMissing } from '../shared-folder'
import '../task-meta'

const root = join(import.meta.dirname, '..', '..')
const target = process.env['HEADSTART_PICTURES'] ?? join(root, 'out', 'pictures')
const shapes = ['circle', 'square'] as const
const rows = 200
const side = 192
const large = { width: 1280, height: 800 }
/** The upper half of a picture in a window of 1280 × 1100. */
const upperHalf = { x: 356, y: 180, width: 640, height: 560 }

/**
 * The pictures of docs/tutorial.md, of generated photos. They get there by
 * `HEADSTART_PICTURES=docs/pictures npm run pictures -- tutorial`.
 */
it.skipIf(sharedMissing)(
  'takes the pictures of the tutorial',
  { timeout: 180_000, meta: { skipReason: sharedMissing || '' } },
  async ({ task }) => {
    mkdirSync(target, { recursive: true })
    const home = mkdtempSync(join(tmpdir(), 'headstart-'))
    vi.stubEnv('HEADSTART_CACHE', join(home, 'cache'))
    await writeArrays(join(home, 'arrays'))
    const front = await webTwin.open(home)
    try {
      await front.page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
      await train(front, home)
      await classify(front, home)
      await lookAtNetworks(front)
    } catch (thrown) {
      await pictureOfFailure(task, () => front.page, true)
      throw thrown
    } finally {
      await front.close()
      vi.unstubAllEnvs()
      rmSync(home, { recursive: true })
    }
  },
)

/** The two arrays of the lesson, with shapes for cats and dogs. */
async function writeArrays(folder: string): Promise<void> {
  mkdirSync(folder)
  const photos = await Promise.all(
    Array.from({ length: rows }, async (_, row) => {
      const drawn = await drawSample(shapes[row % 2] ?? 'circle', row + 1)
      return sharp(drawn).resize(side, side).raw().toBuffer()
    }),
  )
  const header = dictionary("'|u1'", `(${rows}, ${side}, ${side}, 3)`)
  await writeNumpyFile(join(folder, 'photos.npy'), header, Buffer.concat(photos))
  const labels = Uint8Array.from({ length: rows }, (_, row) => row % 2)
  await writeNumpyFile(join(folder, 'labels.npy'), dictionary("'|u1'", `(${rows},)`), labels)
}

async function train(front: OpenFront, home: string): Promise<void> {
  const { page } = front
  const start = new StartPage(front)
  await start.ready()
  await start.create(join(home, 'pets'))
  const photos = new PhotosPage(front)
  const dialog = await photos.chooseFolder(join(home, 'arrays'))
  await dialog.getByRole('textbox', { name: /^Classes/ }).fill(shapes.join(', '))
  await shoot(front, 'import')
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  await photos.imported(rows).waitFor()
  await photos.splitInOrder()
  await page.keyboard.press('i')
  await page.setViewportSize({ width: 1024, height: 600 })
  await shoot(front, 'photos')
  await page.setViewportSize(large)

  const trainPage = new TrainPage(page)
  await trainPage.go()
  await trainPage.chooseTutorial()
  await trainPage.withoutWeights().waitFor()
  await shoot(front, 'weights')
  await trainPage.withoutWeights().getByRole('button', { name: 'Import them from a file…' }).click()
  await new ModelsPage(page).chooseFile(sharedFolder('models', 'mobilenet_v2_imagenet.h5'))
  await trainPage.withoutWeights().waitFor({ state: 'detached' })
  // The forecast of the settings before makes way for that of the recipe's.
  await page.getByText(/^Measuring/).waitFor()
  await trainPage.forecast().waitFor()
  await shoot(front, 'train')
  await page.getByRole('button', { name: 'Train', exact: true }).click()
  await new RunPage(page).sentence().waitFor()
  await shoot(front, 'run')
}

async function classify(front: OpenFront, home: string): Promise<void> {
  const file = join(home, 'new.png')
  writeFileSync(file, await drawSample('square', rows + 2))
  await new RunPage(front.page).classifyWithIt()
  const page = new ClassifyPage(front)
  await page.drop(file)
  await page.answers()
  await shoot(front, 'classify')
}

async function lookAtNetworks(front: OpenFront): Promise<void> {
  const { page } = front
  const models = new ModelsPage(page)
  await models.go()
  await models.table().getByRole('link', { name: 'MobileNetV2' }).focus()
  await shoot(front, 'models')
  await page.setViewportSize({ width: 1280, height: 1100 })
  await showBlock(models, 'InceptionV3', 'mixed3', 'mixed3')
  await shoot(front, 'InceptionV3')
  await models.go()
  await showBlock(models, 'ResNet50', 'conv2_block1', 'conv2_block1_add')
  await shoot(front, 'ResNet50', upperHalf)
}

/** The whole picture of a network with a block open. @param inside a layer of the block */
async function showBlock(models: ModelsPage, id: string, block: string, inside: string): Promise<void> {
  await models.open(id)
  await models.show(false, '150')
  await models.showPicture()
  await models.block(block).click()
  await models.node(inside).waitFor()
  await models.fit()
}

/** A palette does for flat surfaces, and makes the file a third as large. */
async function shoot({ page }: OpenFront, name: string, clip?: typeof upperHalf): Promise<void> {
  await page.waitForLoadState('networkidle')
  await page.waitForTimeout(500)
  // The last first: those that are left keep their places.
  const notices = await page.getByRole('button', { name: 'Dismiss' }).all()
  for (const notice of notices.reverse()) await notice.click()
  const taken = await page.screenshot({ ...(clip && { clip }) })
  await sharp(taken)
    .png({ palette: true, colours: 64, dither: 0, effort: 10 })
    .toFile(join(target, `tutorial-${name}.png`))
}
