import { createHash } from 'node:crypto'
import { mkdir, rm, stat } from 'node:fs/promises'
import { basename, extname, join, resolve } from 'node:path'
import PQueue from 'p-queue'
import writeFileAtomic from 'write-file-atomic'
import { encodePng } from '../../pixels/encode'
import { npyPhotos } from '../../pixels/npy'
import { readLabels } from '../../pixels/npy-labels'
import { inspectPhotoArray } from '../../pixels/npy-photos'
import type { PhotoArray } from '../../pixels/npy-photos'
import type { ImportSettings, Skipped } from '../../shared/contract/photos'
import { AppError, toAppError } from '../../shared/errors'
import type { JobContext } from '../jobs/jobs'
import type { Project } from '../project'
import { nameLabels } from './array-labels'
import type { NamedLabels } from './array-labels'
import type { Candidate, FileState, Reading } from './read'
import { rootOfArray } from './roots'
import type { ImportRoot } from './roots'
import { PhotoStore } from './store'
import type { Outcome } from './store'

/** Photos that are compressed and written at once. */
const IN_FLIGHT = 4
/** Photos a transaction, and bytes of them in memory, at most. */
const BATCH = 200
const BATCH_BYTES = 32 * 1024 * 1024

/** Digits of the photos' names, unless there are more photos. */
const DIGITS = 6

type Arrays = NonNullable<ImportSettings['arrays']>
type Context = Pick<JobContext, 'stopSignal' | 'progress'>
type Tally = { added: number; unchanged: number; duplicates: number; skipped: Skipped[] }

/**
 * Makes a photo of the project out of each row of an array, a lossless PNG each, in the order of the rows, and adds up in
 * `tally` what became of them. The array is known by its content: when it comes again, nothing changes. Equal rows are
 * duplicates, as equal photos are everywhere. Stopped, what is in stays.
 * @throws AppError `not-found`, `unreadable` or `unsupported`, naming the file, for what are no photos or no labels;
 *   `bad-input` where their numbers differ or names are missing; `no-space`, `denied`
 */
export async function importArrays(
  project: Project,
  { photos, labels, classes }: Arrays,
  context: Context,
  tally: Tally,
): Promise<void> {
  const [path, labelPath] = [resolve(photos), resolve(labels)]
  const named = nameLabels(await aboutFile(labelPath, () => readLabels(labelPath)), classes)
  const array = await aboutFile(path, () => inspect(path, context))
  if (!array) return
  if (array.count !== named.labels.length) {
    throw new AppError(
      'bad-input',
      `A label for each photo is expected, and ${path} holds ${array.count} photos and ${labelPath} ` +
        `${named.labels.length} labels: save them from the same array.`,
      { photos: array.count, labels: named.labels.length },
    )
  }
  const root = rootOfArray(project, basename(path, extname(path)) || 'array', array.hash)
  await mkdir(root.folder, { recursive: true }).catch((thrown: unknown) => {
    throw toAppError(thrown)
  })
  await new ArrayImport(project, { path, array, root, named }, context, tally).run()
}

/** @returns undefined when it was stopped */
function inspect(path: string, { stopSignal, progress }: Context): Promise<PhotoArray | undefined> {
  const onRead = (share: number): void =>
    progress({ phase: 'Checking the array', done: Math.round(100 * share), total: 100, unit: '%' })
  return inspectPhotoArray(path, { signal: stopSignal, onRead })
}

/** Says which file it is that cannot be used: there are two of them. */
async function aboutFile<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (thrown) {
    const { code, message, details } = toAppError(thrown)
    const text = message.includes(path) ? message : `${basename(path)}: ${message}`
    throw new AppError(code, text, { ...details, path }, thrown)
  }
}

interface Source {
  readonly path: string
  readonly array: PhotoArray
  readonly root: ImportRoot
  readonly named: NamedLabels
}

interface Row {
  readonly candidate: Candidate
  readonly pixels: Uint8Array
}

class ArrayImport {
  readonly #store: PhotoStore
  readonly #queue = new PQueue({ concurrency: IN_FLIGHT })
  #done = 0

  constructor(
    project: Project,
    private readonly source: Source,
    private readonly context: Context,
    private readonly tally: Tally,
  ) {
    this.#store = new PhotoStore(project, source.root)
  }

  async run(): Promise<void> {
    const { path, array, named } = this.source
    this.#store.ensureClasses(named.classes)
    this.#tell()
    const most = Math.min(BATCH, Math.max(1, Math.floor(BATCH_BYTES / (array.height * array.width * 3))))
    let rows: Row[] = []
    let number = 0
    for await (const pixels of npyPhotos(path)) {
      if (this.context.stopSignal.aborted) return
      rows.push({ candidate: this.#candidate(number), pixels })
      number += 1
      if (rows.length < most && number < array.count) continue
      await this.#take(rows)
      rows = []
    }
  }

  #candidate(number: number): Candidate {
    const { array, root, named } = this.source
    const digits = Math.max(DIGITS, String(array.count).length)
    const relative = `${String(number + 1).padStart(digits, '0')}.png`
    const target = join(root.folder, relative)
    const label = named.labels[number] ?? null
    return { source: target, target, relative, label, split: null, isMoved: false }
  }

  async #take(rows: readonly Row[]): Promise<void> {
    const { stopSignal } = this.context
    const work = rows.map((row) => async () => {
      if (stopSignal.aborted) return undefined
      const reading = await this.#write(row)
      this.#done += 1
      this.#tell()
      return reading
    })
    const readings = (await this.#queue.addAll(work)).filter((reading) => reading !== undefined)
    for (const [index, outcome] of this.#store.record(readings).entries()) {
      const candidate = readings[index]?.candidate
      if (candidate) await this.#count(candidate, outcome)
    }
  }

  /** Writes the photo of a row, unless the project has it already: here or elsewhere. */
  async #write({ candidate, pixels }: Row): Promise<Reading> {
    const { height, width } = this.source.array
    const state = await stateOf(candidate.target)
    if (state && this.#store.isUnchanged(candidate, state)) return { kind: 'unchanged', candidate }
    const file = await encodePng({ data: pixels, width, height })
    const hash = createHash('sha256').update(file).digest('hex')
    const content = { hash, bytes: file.byteLength, width, height, orientation: 1, format: 'png' } as const
    if (!this.#store.hasElsewhere(candidate, hash)) {
      await writeFileAtomic(candidate.target, file).catch((thrown: unknown) => {
        throw toAppError(thrown)
      })
    }
    const written = (await stateOf(candidate.target)) ?? { bytes: file.byteLength, modifiedMs: 0 }
    return { kind: 'read', candidate, state: written, content }
  }

  async #count({ relative, target }: Candidate, outcome: Outcome): Promise<void> {
    const { tally, source } = this
    if (outcome.kind === 'duplicate') tally.duplicates += 1
    else if (outcome.kind !== 'skipped') tally[outcome.kind] += 1
    else {
      // As Python counts: from 0.
      const row = Number.parseInt(relative, 10) - 1
      tally.skipped.push({ path: `${source.path}[${row}]`, reason: outcome.reason })
    }
    // Of two equal rows that were written at the same time the second has no row in the project.
    const hasRow = outcome.kind === 'skipped' ? outcome.hasRow : outcome.kind !== 'duplicate'
    if (!hasRow) await rm(target, { force: true })
  }

  #tell(): void {
    const { count } = this.source.array
    this.context.progress({ phase: 'Reading photos', done: this.#done, total: count, unit: 'photos' })
  }
}

async function stateOf(path: string): Promise<FileState | undefined> {
  const found = await stat(path).catch(() => undefined)
  return found && { bytes: found.size, modifiedMs: Math.round(found.mtimeMs) }
}
