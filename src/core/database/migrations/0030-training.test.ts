import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { start } from './0010-start'
import { history } from './0020-history'
import { migrate } from './index'

function versionTwenty(): Sqlite.Database {
  const database = new Sqlite(':memory:')
  database.pragma('foreign_keys = ON')
  migrate(database, [start, history])
  database.exec(`
    INSERT INTO import_root (id, path) VALUES (1, '/photos');
    INSERT INTO photo (id, root_id, path, hash, added_at) VALUES (2, 1, 'cat/a.png', 'aa', '2026');
    INSERT INTO run (id, status, settings, classes, created_at) VALUES (3, 'done', '{}', '["cat","dog"]', '2026');
    INSERT INTO epoch (run_id, epoch, loss, accuracy, seconds) VALUES (3, 1, 0.5, 0.75, 2)`)
  return database
}

describe('the step to trainings', () => {
  it('gives what is there no words, no star, one phase, and leaves every photo in', () => {
    const database = versionTwenty()
    migrate(database)
    const row = (sql: string): unknown => database.prepare(sql).get()
    expect(row('SELECT note, starred, status FROM run')).toEqual({ note: '', starred: 0, status: 'done' })
    expect(row('SELECT phase, loss FROM epoch')).toEqual({ phase: 'train', loss: 0.5 })
    expect(row('SELECT excluded, path FROM photo')).toEqual({ excluded: 0, path: 'cat/a.png' })
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
  })

  it.each(['run', 'photo'])('forgets scores together with their %s', (table) => {
    const database = versionTwenty()
    migrate(database)
    database.exec(`INSERT INTO run_score VALUES (3, 2, 'aa', 0, 0.9, x'00'); DELETE FROM ${table}`)
    expect(database.prepare('SELECT * FROM run_score').all()).toEqual([])
  })
})
