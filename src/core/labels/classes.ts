import type { ClassEdit, EditResult } from '../../shared/contract/labels'
import { AppError } from '../../shared/errors'
import type { Project } from '../project'
import { assertFree, ensureClass, readClasses, requireClass, writeChange } from './class-rows'
import type { ClassRow } from './class-rows'
import { makeEdit } from './history'

/**
 * Makes, renames, merges, removes or reorders classes; undo brings them back with their photos and places.
 * @returns `changed` counts the photos whose label changed, or where there are none, the classes
 * @throws AppError `exists` for a name that is taken, `not-found` for a class that is not there, `bad-input`
 */
export function editClasses(project: Project, edit: ClassEdit): EditResult {
  switch (edit.kind) {
    case 'create':
      return createClass(project, edit.label)
    case 'rename':
      return renameClass(project, edit.label, edit.to)
    case 'merge':
      return mergeClasses(project, edit.label, edit.into)
    case 'delete':
      return deleteClass(project, edit.label)
    case 'reorder':
      return reorderClasses(project, edit.labels)
  }
}

function createClass(project: Project, label: string): EditResult {
  assertFree(project, label)
  return makeEdit(project, {
    kind: 'classes',
    write: (edit) => void ensureClass(project, edit, label),
    describe: () => `created class ${label}`,
  })
}

function renameClass(project: Project, label: string, to: string): EditResult {
  const found = requireClass(project, label)
  if (label !== to) assertFree(project, to)
  return makeEdit(project, {
    kind: 'classes',
    write: (edit) => {
      if (label !== to) writeChange(project, edit, found.id, found, { ...found, name: to })
    },
    describe: () => `renamed class ${label} to ${to}`,
  })
}

function mergeClasses(project: Project, label: string, into: string): EditResult {
  const [found, target] = [requireClass(project, label), requireClass(project, into)]
  if (found.id === target.id) {
    throw new AppError('bad-input', `Two different classes can be merged, and both are "${label}".`)
  }
  return makeEdit(project, {
    kind: 'classes',
    write: (edit) => writeRemoval(project, edit, found, target.id),
    describe: () => `merged class ${label} into ${into}`,
  })
}

function deleteClass(project: Project, label: string): EditResult {
  const found = requireClass(project, label)
  return makeEdit(project, {
    kind: 'classes',
    write: (edit) => writeRemoval(project, edit, found, null),
    describe: () => `deleted class ${label}`,
  })
}

function reorderClasses(project: Project, labels: readonly string[]): EditResult {
  const ordered = labels.map((label) => requireClass(project, label))
  const all = readClasses(project)
  const missing = all.filter(({ name }) => !labels.includes(name))
  if (missing.length > 0 || ordered.length !== all.length) {
    throw new AppError(
      'bad-input',
      `An order names every class once, and ${missing.length > 0 ? `"${missing[0]?.name}" is missing` : 'one comes twice'}.`,
      { missing: missing.map(({ name }) => name) },
    )
  }
  return makeEdit(project, {
    kind: 'classes',
    write: (edit) => {
      for (const [index, found] of ordered.entries()) {
        const position = index + 1
        if (found.position !== position) writeChange(project, edit, found.id, found, { ...found, position })
      }
    },
    describe: () => 'reordered the classes',
  })
}

/** A class goes, and its photos get another one or none. */
function writeRemoval(project: Project, edit: number, removed: ClassRow, photosTo: number | null): void {
  writeChange(project, edit, removed.id, removed, null)
  project.database
    .prepare(
      `INSERT INTO history_label (history_id, photo_id, class_before, class_after)
       SELECT :edit, photo_id, class_id, :photosTo FROM photo_class WHERE class_id = :removed`,
    )
    .run({ edit, removed: removed.id, photosTo })
}
