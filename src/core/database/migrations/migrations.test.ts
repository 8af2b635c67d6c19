import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { listQueries } from '../../photos/list-queries'
import { photoFilterSchema } from '../../../shared/contract/photos'
import { migrate, migrations } from './index'
import type { Migration } from './migration'

function step(version: number, sql: string): Migration {
  return { version, name: `step ${version}`, up: (database) => void database.exec(sql) }
}

function version(database: Sqlite.Database): unknown {
  return database.pragma('user_version', { simple: true })
}

describe('migrate', () => {
  it('makes the steps that are missing, in order', () => {
    const database = new Sqlite(':memory:')
    const first = step(10, 'CREATE TABLE one (a)')
    migrate(database, [first])
    migrate(database, [
      first,
      step(20, 'ALTER TABLE one RENAME TO two'),
      step(30, 'ALTER TABLE two ADD COLUMN b'),
    ])
    expect(version(database)).toBe(30)
    expect(database.prepare('SELECT a, b FROM two').all()).toEqual([])
  })

  it('keeps the last whole version when a step fails', () => {
    const database = new Sqlite(':memory:')
    const list = [step(10, 'CREATE TABLE one (a)'), step(20, 'CREATE TABLE two (a); CREATE TABLE one (a)')]
    expect(() => migrate(database, list)).toThrow(/already exists/)
    expect(version(database)).toBe(10)
    expect(database.prepare('SELECT name FROM sqlite_schema').pluck().all()).toEqual(['one'])
  })

  it('refuses versions that are newer or unknown', () => {
    const database = new Sqlite(':memory:')
    database.pragma('user_version = 15')
    const list = [step(10, ''), step(20, '')]
    expect(() => migrate(database, list)).toThrow(expect.objectContaining({ code: 'unreadable' }))
    expect(() => migrate(database, [step(10, '')])).toThrow(
      expect.objectContaining({ code: 'newer-version' }),
    )
  })

  it.each([
    ['out of order', [step(20, ''), step(10, '')]],
    ['twice the same', [step(10, ''), step(10, '')]],
    ['not a ten', [step(15, '')]],
  ])('refuses a list that is %s', (_, list) => {
    expect(() => migrate(new Sqlite(':memory:'), list)).toThrow(expect.objectContaining({ code: 'internal' }))
  })
})

describe('the first version', () => {
  const database = new Sqlite(':memory:')
  database.pragma('foreign_keys = ON')
  migrate(database, migrations)

  it('keeps what is labelled, split and rooted sound', () => {
    database.exec(
      "INSERT INTO import_root (id, path) VALUES (1, '/a'); INSERT INTO class VALUES (1, 'cat', 1)",
    )
    const insert = (columns: string): void =>
      void database.exec(`INSERT INTO photo (root_id, path, split, added_at) VALUES (${columns}, '2026')`)
    insert("1, 'a.jpg', 'train'")
    expect(() => insert("1, 'a.jpg', NULL")).toThrow(/UNIQUE/)
    expect(() => insert("1, 'b.jpg', 'other'")).toThrow(/CHECK/)
    expect(() => insert("2, 'b.jpg', NULL")).toThrow(/FOREIGN KEY/)
    expect(() => database.exec('INSERT INTO photo_class VALUES (99, 1)')).toThrow(/FOREIGN KEY/)
  })

  it('can give a photo several classes, each once', () => {
    database.exec(`
      INSERT INTO class (name, position) VALUES ('indoors', 2), ('outdoors', 3);
      INSERT INTO import_root (id, path) VALUES (7, '/b');
      INSERT INTO photo (id, root_id, path, added_at) VALUES (70, 7, 'a.jpg', '2026'), (71, 7, 'b.jpg', '2026');
      INSERT INTO photo_class SELECT photo.id, class.id FROM photo, class WHERE root_id = 7 AND class.position > 1`)
    const count = database.prepare('SELECT count(*) FROM photo_class WHERE photo_id = ?').pluck()
    expect([count.get(70), count.get(71)]).toEqual([2, 2])
    const again = 'INSERT INTO photo_class SELECT photo_id, class_id FROM photo_class'
    expect(() => database.exec(again)).toThrow(/UNIQUE/)
    database.exec("DELETE FROM class WHERE name = 'indoors'; DELETE FROM photo WHERE id = 70")
    expect([count.get(70), count.get(71)]).toEqual([0, 1])
  })

  it.each([{}, { label: 'cat' }, { split: 'val' }, { unlabelled: true }, { label: 'cat', split: 'val' }])(
    'lists photos for %o by an index and without sorting',
    (filter) => {
      const { page } = listQueries(photoFilterSchema.parse(filter))
      const statement = `EXPLAIN QUERY PLAN ${page.replaceAll(/:\w+/g, 'NULL')}`
      const plan = database.prepare<[], { detail: string }>(statement).all()
      const details = plan.map(({ detail }) => detail)
      expect(
        details.filter((detail) => /TEMP B-TREE|SCAN (class|photo_class)\b|AUTOMATIC/.test(detail)),
      ).toEqual([])
      const isFiltered = 'label' in filter || 'split' in filter
      expect(details.some((detail) => /^SCAN photo\b/.test(detail))).toBe(!isFiltered)
    },
  )
})
