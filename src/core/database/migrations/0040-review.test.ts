import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { migrate, migrations } from './index'

const before = migrations.filter(({ version }) => version < 40)

/** A database as the version before left it, with an edit of each kind and scores, one of them of another content. */
function versionThirty(): Sqlite.Database {
  const database = new Sqlite(':memory:')
  database.pragma('foreign_keys = ON')
  migrate(database, before)
  database.exec(`
    INSERT INTO import_root (id, path) VALUES (1, '/photos');
    INSERT INTO photo (id, root_id, path, hash, added_at) VALUES (1, 1, 'a.jpg', 'a', '2026'), (2, 1, 'b.jpg', 'b', '2026');
    INSERT INTO class VALUES (4, 'cat', 2), (7, 'dog', 1);
    INSERT INTO history VALUES
      (1, 'classes', 'created class dog', 0, NULL, NULL, '2026'), (2, 'label', 'labelled 1 photo cat', 0, NULL, NULL, '2026'),
      (3, 'split', 'split 1 photo 1/0/0', 1, NULL, '{}', '2026');
    INSERT INTO history_class VALUES (1, 7, NULL, NULL, 'dog', 1);
    INSERT INTO history_label VALUES (2, 1, NULL, 4);
    INSERT INTO history_split VALUES (3, 1, NULL, 'train');
    INSERT INTO run (id, status, settings, classes, created_at) VALUES (1, 'done', '{}', '[]', '2026');
    INSERT INTO run_score VALUES (1, 1, 'a', 0, 0.9, x'00'), (1, 2, 'older', 0, 0.9, x'00')`)
  return database
}

describe('the step to the review', () => {
  it('keeps the history, edits of new kinds included', () => {
    const [old, database] = [versionThirty(), versionThirty()]
    migrate(database)
    for (const table of ['history', 'history_class', 'history_label', 'history_split']) {
      const rows = (from: Sqlite.Database): unknown[] => from.prepare(`SELECT * FROM ${table}`).all()
      expect(rows(database)).toEqual(rows(old))
    }
    const add = (kind: string): void =>
      void database.exec(`INSERT INTO history (kind, description, created_at) VALUES ('${kind}', '', '2026')`)
    add('exclude')
    add('confirm')
    expect(() => add('other')).toThrow(/CHECK/)
    expect(database.pragma('foreign_key_check')).toEqual([])
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(database.prepare("SELECT name FROM sqlite_schema WHERE name GLOB 'old_*'").all()).toEqual([])
    database.exec('DELETE FROM history WHERE id = 2')
    expect(database.prepare('SELECT * FROM history_label').all()).toEqual([])
  })

  it('forgets scores of another content, at once and from then on', () => {
    const database = versionThirty()
    migrate(database)
    const scored = database.prepare('SELECT photo_id FROM run_score').pluck()
    expect(scored.all()).toEqual([1])
    database.exec("UPDATE photo SET hash = 'a', problem = 'gone' WHERE id = 1")
    expect(scored.all()).toEqual([1])
    database.exec("UPDATE photo SET hash = 'c' WHERE id = 1")
    expect(scored.all()).toEqual([])
  })
})
