import { existsSync } from 'node:fs'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import PQueue from 'p-queue'
import { drawSample, sampleShapes } from '../../pixels/sample-pictures'
import { importSettingsSchema, splitSettingsSchema } from '../../shared/contract/photos'
import { AppError } from '../../shared/errors'
import type { CurrentProject } from '../current-project'
import { importPhotos } from '../photos/import'
import { makeSplit } from '../photos/split'
import { createProject } from '../project'
import type { Project } from '../project'

const NAME = 'Headstart sample'
/** Pictures of each shape. */
const PICTURES = 40
/** Pictures that are drawn at once. */
const IN_FLIGHT = 4

/**
 * Makes a small project of generated pictures, labelled and split 80 to 20, and opens it. Where that fails, nothing of it
 * stays.
 * @param folder absolute; left out: a free one among the user's documents
 * @throws AppError `exists` for a folder that has something in it, `bad-input` for a file, `busy` while jobs of the open
 *   project run, `denied`, `no-space`
 */
export async function makeSample(current: CurrentProject, folder = freeFolder()): Promise<Project> {
  const place = resolve(folder)
  await assertEmpty(place)
  await claim(place)
  try {
    await fill(place)
    return await current.open(place)
  } catch (thrown) {
    await rm(place, { recursive: true, force: true })
    throw thrown
  }
}

/** A folder that is not there yet, in the user's documents or, where they have none, in the user's own folder. */
export function freeFolder(home = homedir()): string {
  const documents = join(home, 'Documents')
  const place = existsSync(documents) ? documents : home
  for (let number = 1; ; number += 1) {
    const folder = join(place, number === 1 ? NAME : `${NAME} ${number}`)
    if (!existsSync(folder)) return folder
  }
}

async function assertEmpty(folder: string): Promise<void> {
  const names = await readdir(folder).catch((thrown: unknown) => {
    const { code } = thrown as NodeJS.ErrnoException
    if (code === 'ENOENT') return []
    if (code !== 'ENOTDIR') throw thrown
    throw new AppError('bad-input', `A folder is expected, and ${folder} is a file: choose another name.`)
  })
  if (names.length > 0) throw taken(folder)
}

function taken(folder: string): AppError {
  return new AppError(
    'exists',
    `A new or empty folder is expected, and ${folder} has something in it: choose another.`,
    { folder },
  )
}

/** Makes what another sample in the same place would make as well: only one of the two can, and only that one cleans up. */
async function claim(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  await mkdir(join(folder, 'photos')).catch((thrown: unknown) => {
    throw (thrown as NodeJS.ErrnoException).code === 'EEXIST' ? taken(folder) : thrown
  })
}

/** The project is complete before anybody sees it. */
async function fill(folder: string): Promise<void> {
  const project = await createProject(folder)
  try {
    const photos = join(project.folder, 'photos', 'sample')
    await drawPictures(photos)
    const { signal } = new AbortController()
    const settings = importSettingsSchema.parse({ sources: [photos] })
    await importPhotos(project, settings, {
      cancelSignal: signal,
      stopSignal: signal,
      progress: () => undefined,
    })
    makeSplit(project, splitSettingsSchema.parse({}))
  } finally {
    project.close()
  }
}

async function drawPictures(folder: string): Promise<void> {
  const queue = new PQueue({ concurrency: IN_FLIGHT })
  for (const shape of sampleShapes) await mkdir(join(folder, shape), { recursive: true })
  const pictures = sampleShapes.flatMap((shape, kind) =>
    Array.from({ length: PICTURES }, (_, index) => async () => {
      const name = `${String(index + 1).padStart(2, '0')}.png`
      await writeFile(join(folder, shape, name), await drawSample(shape, kind * PICTURES + index + 1))
    }),
  )
  await queue.addAll(pictures)
}
