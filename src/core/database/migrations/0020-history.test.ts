import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { countQueries } from '../../project-counts'
import { start } from './0010-start'
import { history } from './0020-history'
import { migrate } from './index'

/** A database as the version before left it, with photos, labels, a split and a run in it. */
function versionTen(): Sqlite.Database {
  const database = new Sqlite(':memory:')
  database.pragma('foreign_keys = ON')
  migrate(database, [start])
  database.exec(`
    INSERT INTO import_root (id, path) VALUES (1, '/photos');
    INSERT INTO photo (id, root_id, path, split, problem, added_at) VALUES
      (1, 1, 'a.jpg', 'train', NULL, '2026'), (2, 1, 'b.jpg', 'val', NULL, '2026'), (3, 1, 'c.jpg', NULL, 'broken', '2026');
    INSERT INTO class VALUES (4, 'cat', 2), (7, 'dog', 1);
    INSERT INTO photo_class VALUES (1, 4), (2, 7);
    INSERT INTO run (id, status, settings, classes, created_at) VALUES (1, 'done', '{}', '[]', '2026');
    INSERT INTO run_photo VALUES (1, 1, 4, 'train'), (1, 2, 7, 'val')`)
  return database
}

function rows(database: Sqlite.Database, table: string): unknown[] {
  return database.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all()
}

describe('the step to the history', () => {
  it('keeps what is labelled, split and trained', () => {
    const [before, database] = [versionTen(), versionTen()]
    migrate(database, [start, history])
    for (const table of ['photo', 'class', 'photo_class', 'run', 'run_photo', 'setting']) {
      expect(rows(database, table)).toEqual(rows(before, table))
    }
    expect(rows(database, 'history')).toEqual([])
    expect(database.pragma('foreign_key_check')).toEqual([])
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
  })

  it('leaves nothing of its own behind, and the tables that it made anew as sound as they were', () => {
    const database = versionTen()
    migrate(database)
    const tables = database.prepare("SELECT name FROM sqlite_schema WHERE name LIKE 'old%'").all()
    expect(tables).toEqual([])
    expect(() => database.exec("INSERT INTO class (name, position) VALUES ('cat', 3)")).toThrow(/UNIQUE/)
    expect(() => database.exec('INSERT INTO photo_class VALUES (99, 4)')).toThrow(/FOREIGN KEY/)
    database.exec('DELETE FROM class WHERE id = 4; DELETE FROM photo WHERE id = 2')
    expect(rows(database, 'photo_class')).toEqual([])
  })

  it('never uses the number of a class twice', () => {
    const database = versionTen()
    migrate(database)
    const make = database.prepare("INSERT INTO class (name, position) VALUES ('emu', 3) RETURNING id").pluck()
    database.exec('DELETE FROM class WHERE id = 7')
    expect(make.get()).toBe(8)
    database.exec('DELETE FROM class WHERE id = 8')
    expect(make.get()).toBe(9)
  })

  it('forgets what was edited of a photo together with the photo', () => {
    const database = versionTen()
    migrate(database)
    database.exec(`
      INSERT INTO history (id, kind, description, created_at) VALUES (1, 'label', 'labelled 1 photo cat', '2026');
      INSERT INTO history_label VALUES (1, 2, 4, 7);
      DELETE FROM photo WHERE id = 2`)
    expect(rows(database, 'history_label')).toEqual([])
  })

  it.each([
    ['the next undo', 'SELECT id FROM history WHERE undone = 0 ORDER BY id DESC LIMIT 1'],
    ['the next redo', 'SELECT id FROM history WHERE undone = 1 ORDER BY id LIMIT 1'],
    ['the labels of an edit', 'SELECT photo_id FROM history_label WHERE history_id = 1'],
    ['the edits of a photo', 'DELETE FROM history_label WHERE photo_id = 1'],
    ['the evaluations of a run', "SELECT max(id) FROM job WHERE run_id = 1 AND kind = 'evaluate'"],
    [
      'the labels that an edit takes away',
      `DELETE FROM photo_class WHERE (photo_id, class_id) IN
         (SELECT photo_id, class_before FROM history_label WHERE history_id = 1)`,
    ],
    ['how many photos there are', countQueries.totals],
    ['how many a class and a part', countQueries.groups],
  ])('finds %s by an index', (_what, query) => {
    const database = versionTen()
    migrate(database)
    const plan = database.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${query}`).all()
    const scans = plan.map(({ detail }) => detail).filter((detail) => detail.startsWith('SCAN'))
    expect(scans.filter((detail) => !/INDEX|CONSTANT ROW/.test(detail))).toEqual([])
  })
})
