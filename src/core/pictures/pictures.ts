import type { Readable } from 'node:stream'
import { AppError } from '../../shared/errors'
import { pictureRequest } from '../../shared/picture-address'
import type { CurrentProject } from '../current-project'
import type { TemporaryPhotos } from './temporary'

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

/** Answers the addresses of `src/shared/picture-address.ts`. */
export class Pictures {
  readonly #project: CurrentProject
  readonly #temporary: TemporaryPhotos

  constructor(project: CurrentProject, temporary: TemporaryPhotos) {
    this.#project = project
    this.#temporary = temporary
  }

  /**
   * @param path what follows the base address, with or without a query
   * @param signal aborted when nobody waits for the picture any more
   * @throws AppError `not-found`, `unreadable` with the reason, `cancelled`
   */
  get(path: string, signal?: AbortSignal): Promise<Picture> {
    void this.#project
    void this.#temporary
    void signal
    throw new AppError('not-found', `There is no picture ${String(pictureRequest(path))}.`)
  }
}
