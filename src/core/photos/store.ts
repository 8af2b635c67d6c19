import { resolve } from 'node:path'
import type { Project } from '../project'
import type { Candidate, FileState, KnownPhotos, Reading } from './read'
import { rootFolders } from './roots'
import type { ImportRoot } from './roots'
import { photoStatements } from './statements'
import type { PhotoColumns, PhotoRow, PhotoStatements, TwinRow } from './statements'

/** What became of a photo; `skipped` says why there is no usable row of it. */
export type Outcome =
  | { readonly kind: 'added' | 'unchanged' | 'duplicate' }
  | { readonly kind: 'skipped'; readonly reason: string; readonly hasRow: boolean }

const nothingKnown = {
  hash: null,
  bytes: null,
  modifiedMs: null,
  width: null,
  height: null,
  orientation: null,
}

/** The rows of the photos of one root. Whatever is compared with the project is read in the transaction that writes. */
export class PhotoStore implements KnownPhotos {
  readonly #project: Project
  readonly #root: ImportRoot
  readonly #statements: PhotoStatements

  constructor(project: Project, root: ImportRoot) {
    this.#project = project
    this.#root = root
    this.#statements = photoStatements(project.database)
  }

  isUnchanged(candidate: Candidate, { bytes, modifiedMs }: FileState): boolean {
    const row = this.#rowOf(candidate)
    return row?.problem === null && row.bytes === bytes && row.modified_ms === modifiedMs
  }

  hasElsewhere(candidate: Candidate, hash: string): boolean {
    return this.#rowOf(candidate) === undefined && this.#twinOf(candidate, hash) !== undefined
  }

  /** Makes those of the classes that are not there yet, in this order. */
  ensureClasses(labels: readonly string[]): void {
    const ensure = this.#project.database.transaction(() => {
      for (const label of labels) this.#statements.ensureClass.run({ label })
    })
    ensure.immediate()
    this.#project.changes.tell()
  }

  /** Writes what was read, in one transaction; answers in the order of the readings. */
  record(readings: readonly Reading[]): Outcome[] {
    const write = this.#project.database.transaction(() =>
      readings.map((reading) => this.#recordOne(reading)),
    )
    const outcomes = write.immediate()
    this.#project.changes.tell()
    return outcomes
  }

  #rowOf({ relative }: Candidate): PhotoRow | undefined {
    return this.#statements.photoAt.get({ root: this.#root.id, path: relative })
  }

  /** Another photo of the project with the same content. */
  #twinOf({ relative }: Candidate, hash: string): TwinRow | undefined {
    return this.#statements.twinOf.get({ hash, root: this.#root.id, path: relative })
  }

  #recordOne(reading: Reading): Outcome {
    const { candidate } = reading
    const row = this.#rowOf(candidate)
    if (reading.kind === 'problem') {
      const id = this.#write(row, candidate, { ...nothingKnown, problem: reading.reason })
      this.#adopt(id, candidate)
      return { kind: 'skipped', reason: reading.reason, hasRow: true }
    }
    if (reading.kind === 'unchanged') {
      if (row) this.#adopt(row.id, candidate)
      return { kind: 'unchanged' }
    }
    const { hash, width, height, orientation } = reading.content
    const twin = row ? undefined : this.#twinOf(candidate, hash)
    if (twin) return this.#recordTwin(twin, candidate)
    const columns = { hash, width, height, orientation, ...reading.state, problem: null }
    this.#adopt(this.#write(row, candidate, columns), candidate)
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
  #write(row: PhotoRow | undefined, { relative, split }: Candidate, columns: PhotoColumns): number {
    if (row) {
      this.#statements.update.run({ id: row.id, ...columns })
      return row.id
    }
    const place = { root: this.#root.id, path: relative }
    const added = new Date().toISOString()
    return Number(this.#statements.insert.run({ ...place, split, added, ...columns }).lastInsertRowid)
  }

  #adopt(id: number, { label, split }: Candidate): void {
    const statements = this.#statements
    if (split !== null && statements.split.run({ id, split }).changes > 0) statements.forgetSplits.run({ id })
    if (label === null) return
    statements.ensureClass.run({ label })
    if (statements.label.run({ id, label }).changes > 0) statements.forgetLabels.run({ id })
  }
}
