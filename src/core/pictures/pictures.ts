import { resolve } from 'node:path'
import type { Readable } from 'node:stream'
import PQueue from 'p-queue'
import { z } from 'zod'
import { AppError, cancelled, toAppError } from '../../shared/errors'
import { pictureRequest } from '../../shared/picture-address'
import type { CurrentProject } from '../current-project'
import { photoVersion } from '../photos/version'
import type { Project } from '../project'
import { readAugmented } from './augmented'
import { readOriginal, whole } from './original'
import type { InTurn } from './original'
import type { TemporaryPhotos } from './temporary'
import { readThumbnail } from './thumbnails'

/** Photos that are decoded at once: on two cores, sharp gives twice as many a second as one at a time. */
const IN_FLIGHT = 4

/** A picture as a front passes it on. */
export interface Picture {
  /** To be read to its end or destroyed. */
  readonly body: Readable
  /** Length of the body in bytes. */
  readonly bytes: number
  readonly contentType: string
  /** Whether the address will give this same picture for ever. */
  readonly cacheable: boolean
}

const rowSchema = z.object({
  root: z.string(),
  path: z.string(),
  hash: z.string().nullable(),
  problem: z.string().nullable(),
  bytes: z.int().nullable(),
  modifiedMs: z.int().nullable(),
})
type PhotoRow = z.infer<typeof rowSchema>

/** Answers the addresses of `src/shared/picture-address.ts`: what is asked for by number or id, and nothing else. */
export class Pictures {
  readonly #project: CurrentProject
  readonly #temporary: TemporaryPhotos
  readonly #queue = new PQueue({ concurrency: IN_FLIGHT })

  constructor(project: CurrentProject, temporary: TemporaryPhotos) {
    this.#project = project
    this.#temporary = temporary
  }

  /**
   * @param path what follows the base address, with or without a query
   * @param signal aborted when nobody waits for the picture any more: one whose turn has not come is not made then
   * @throws AppError `not-found` for what is no picture of the open project, `unreadable` with the reason, `cancelled`
   */
  async get(path: string, signal?: AbortSignal): Promise<Picture> {
    const request = pictureRequest(path)
    if (!request) throw new AppError('not-found', 'No picture has this address.')
    if (signal?.aborted) throw cancelled()
    const inTurn: InTurn = (work) => this.#inTurn(work, signal)
    if (request.kind === 'temporary') {
      const { picture } = await readOriginal(this.#temporary.path(request.asset), inTurn)
      return { ...picture, cacheable: false }
    }
    const project = this.#openProject()
    const { row, file } = findPhoto(project, request.photo)
    const isCurrent = new URLSearchParams(path.split('?')[1]).get('v') === photoVersion(row.hash)
    if (request.kind === 'thumbnail') {
      const { bytes, isOfHash } = await readThumbnail(project, { path: file, hash: row.hash ?? '' }, inTurn)
      return { ...whole(bytes, 'image/webp'), cacheable: isCurrent && isOfHash }
    }
    if (request.kind === 'augmented') {
      const bytes = await readAugmented({ path: file, hash: row.hash ?? '' }, request, inTurn)
      return { ...whole(bytes, 'image/png'), cacheable: false }
    }
    const { picture, state } = await readOriginal(file, inTurn)
    const isUnchanged = row.bytes === state.bytes && row.modifiedMs === state.modifiedMs
    return { ...picture, cacheable: isCurrent && isUnchanged }
  }

  #openProject(): Project {
    const project = this.#project.servicesIfOpen?.project
    if (project) return project
    throw new AppError('not-found', 'No project is open, so none of its photos can be shown: open one.')
  }

  async #inTurn<Result>(work: () => Promise<Result>, signal: AbortSignal | undefined): Promise<Result> {
    try {
      return await this.#queue.add(work, signal && { signal })
    } catch (thrown) {
      throw signal?.aborted ? cancelled() : toAppError(thrown)
    }
  }
}

/** @throws AppError `not-found`; `unreadable` for one of which the project knows that it cannot be read */
function findPhoto(project: Project, id: number): { row: PhotoRow; file: string } {
  const found = project.database
    .prepare<[number]>(
      `SELECT import_root.path AS root, photo.path, hash, problem, bytes, modified_ms AS modifiedMs
       FROM photo JOIN import_root ON import_root.id = root_id WHERE photo.id = ?`,
    )
    .get(id)
  if (found === undefined) throw new AppError('not-found', `No photo of this project has the number ${id}.`)
  const row = rowSchema.parse(found)
  if (row.problem !== null) throw new AppError('unreadable', row.problem)
  return { row, file: resolve(project.folder, row.root, row.path) }
}
