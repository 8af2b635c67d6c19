import type { Database, Statement } from 'better-sqlite3'
import { resolve } from 'node:path'
import type { Project } from '../project'
import type { Candidate, FileState, KnownPhotos, Reading } from './read'
import { rootFolders } from './roots'
import type { ImportRoot } from './roots'

/** What became of a photo; `skipped` says why there is no usable row of it. */
export type Outcome =
  | { readonly kind: 'added' | 'unchanged' | 'duplicate' }
  | { readonly kind: 'skipped'; readonly reason: string; readonly hasRow: boolean }

interface PhotoRow {
  id: number
  hash: string | null
  bytes: number | null
  modified_ms: number | null
  problem: string | null
}

interface TwinRow {
  id: number
  root_id: number
  path: string
  label: string | null
}

const PHOTO_AT = 'SELECT id, hash, bytes, modified_ms, problem FROM photo WHERE root_id = ? AND path = ?'

const TWIN_OF = `
  SELECT photo.id, root_id, path,
    (SELECT name FROM class JOIN photo_class ON class.id = class_id WHERE photo_id = photo.id) AS label
  FROM photo WHERE hash = :hash AND NOT (root_id = :root AND path = :path) ORDER BY photo.id LIMIT 1`

const INSERT = `
  INSERT INTO photo (root_id, path, hash, bytes, modified_ms, width, height, orientation, problem, split, added_at)
  VALUES (:root, :path, :hash, :bytes, :modified, :width, :height, :orientation, :problem, :split, :added)
  RETURNING id`

const UPDATE = `
  UPDATE photo SET hash = :hash, bytes = :bytes, modified_ms = :modified, width = :width, height = :height,
    orientation = :orientation, problem = :problem
  WHERE id = :id`

const ENSURE_CLASS = `
  INSERT INTO class (name, position) SELECT :name, coalesce(max(position), 0) + 1 FROM class WHERE true
  ON CONFLICT (name) DO NOTHING`

/** What people decided stays: a label or split from a folder is taken only where there is none. */
const LABEL = `
  INSERT INTO photo_class (photo_id, class_id) SELECT :id, class.id FROM class
  WHERE name = :label AND NOT EXISTS (SELECT 1 FROM photo_class WHERE photo_id = :id)`

const SPLIT = 'UPDATE photo SET split = :split WHERE id = :id AND split IS NULL'

/** The rows of the photos of one root. Whatever is compared with the project is read in the transaction that writes. */
export class PhotoStore implements KnownPhotos {
  readonly #project: Project
  readonly #root: ImportRoot
  readonly #photoAt: Statement<[number, string], PhotoRow>
  readonly #twinOf: Statement<[{ hash: string; root: number; path: string }], TwinRow>

  constructor(project: Project, root: ImportRoot) {
    this.#project = project
    this.#root = root
    this.#photoAt = this.#database.prepare(PHOTO_AT)
    this.#twinOf = this.#database.prepare(TWIN_OF)
  }

  get #database(): Database {
    return this.#project.database
  }

  isUnchanged({ relative }: Candidate, { bytes, modifiedMs }: FileState): boolean {
    const row = this.#photoAt.get(this.#root.id, relative)
    return row?.problem === null && row.bytes === bytes && row.modified_ms === modifiedMs
  }

  hasElsewhere({ relative }: Candidate, hash: string): boolean {
    const row = this.#photoAt.get(this.#root.id, relative)
    return row === undefined && this.#twinOf.get({ hash, root: this.#root.id, path: relative }) !== undefined
  }

  /** Writes what was read, in one transaction; answers in the order of the readings. */
  record(readings: readonly Reading[]): Outcome[] {
    const write = this.#database.transaction(() => readings.map((reading) => this.#recordOne(reading)))
    return write.immediate()
  }

  #recordOne(reading: Reading): Outcome {
    const { candidate } = reading
    const row = this.#photoAt.get(this.#root.id, candidate.relative)
    if (reading.kind === 'problem') {
      const id = this.#write(row, candidate, { problem: reading.reason })
      this.#adopt(id, candidate)
      return { kind: 'skipped', reason: reading.reason, hasRow: true }
    }
    if (reading.kind === 'unchanged') {
      if (row) this.#adopt(row.id, candidate)
      return { kind: 'unchanged' }
    }
    const { hash, width, height, orientation } = reading.content
    const twin = row ? undefined : this.#twinOf.get({ hash, root: this.#root.id, path: candidate.relative })
    if (twin) return this.#recordTwin(twin, candidate)
    const id = this.#write(row, candidate, {
      hash,
      width,
      height,
      orientation,
      ...reading.state,
      problem: null,
    })
    this.#adopt(id, candidate)
    return { kind: row?.problem === null && row.hash === hash ? 'unchanged' : 'added' }
  }

  #recordTwin(twin: TwinRow, candidate: Candidate): Outcome {
    if (candidate.label !== null && twin.label !== null && candidate.label !== twin.label) {
      const path = resolve(rootFolders(this.#project).get(twin.root_id) ?? '', twin.path)
      const reason = `The same photo is in the project as ${path} under "${twin.label}", not "${candidate.label}": keep one.`
      return { kind: 'skipped', reason, hasRow: false }
    }
    this.#adopt(twin.id, candidate)
    return { kind: 'duplicate' }
  }

  /** @returns the number of the photo */
  #write(row: PhotoRow | undefined, { relative, split }: Candidate, columns: Columns): number {
    const values = {
      hash: columns.hash ?? null,
      bytes: columns.bytes ?? null,
      modified: columns.modifiedMs ?? null,
      width: columns.width ?? null,
      height: columns.height ?? null,
      orientation: columns.orientation ?? null,
      problem: columns.problem,
    }
    if (row) {
      this.#database.prepare(UPDATE).run({ id: row.id, ...values })
      return row.id
    }
    const inserted = this.#database
      .prepare<[object], number>(INSERT)
      .pluck()
      .get({ root: this.#root.id, path: relative, split, added: new Date().toISOString(), ...values })
    return Number(inserted)
  }

  #adopt(id: number, { label, split }: Candidate): void {
    if (split !== null) this.#database.prepare(SPLIT).run({ id, split })
    if (label === null) return
    this.#database.prepare(ENSURE_CLASS).run({ name: label })
    this.#database.prepare(LABEL).run({ id, label })
  }
}

interface Columns extends Partial<FileState> {
  readonly hash?: string
  readonly width?: number
  readonly height?: number
  readonly orientation?: number
  readonly problem: string | null
}
