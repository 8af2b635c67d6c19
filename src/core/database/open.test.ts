import { readFileSync, readdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { Database } from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../fixtures/temporary-folder'
import { newestVersion } from './migrations'
import { openDatabase } from './open'

function open(file: string): Database {
  const database = openDatabase(file)
  onTestFinished(() => void database.close())
  return database
}

/** A database as another program leaves it behind. */
function write(file: string, sql: string): void {
  const database = new Sqlite(file)
  database.exec(sql)
  database.close()
}

function newFile(): string {
  return join(temporaryFolder(), 'headstart.db')
}

describe('openDatabase', () => {
  it('makes a database of the newest version that is safe to keep labels in', () => {
    const database = open(newFile())
    const pragma = (name: string): unknown => database.pragma(name, { simple: true })
    expect(pragma('user_version')).toBe(newestVersion())
    expect(pragma('journal_mode')).toBe('wal')
    expect(pragma('foreign_keys')).toBe(1)
    expect(pragma('synchronous')).toBe(2)
    expect(pragma('integrity_check')).toBe('ok')
  })

  it('keeps others out, and says who holds it', () => {
    const file = newFile()
    open(file)
    expect(() => openDatabase(file)).toThrow(
      expect.objectContaining({
        code: 'busy',
        message: expect.stringContaining(`(process ${process.pid})`) as string,
        details: { file, pid: process.pid },
      }),
    )
  })

  it('keeps others out even where nobody noted who holds it', () => {
    const file = newFile()
    open(file)
    writeFileSync(join(file, '..', 'headstart.lock'), 'scribble')
    expect(() => openDatabase(file)).toThrow(expect.objectContaining({ code: 'busy' }))
  })

  it('opens again after it was closed, with what was written', () => {
    const file = newFile()
    const first = openDatabase(file)
    first.exec("INSERT INTO class (name, position) VALUES ('cat', 1)")
    first.close()
    expect(open(file).prepare('SELECT name FROM class').pluck().all()).toEqual(['cat'])
  })

  it.each(['DELETE', 'WAL'])('refuses a newer database in %s mode and leaves it as it is', (mode) => {
    const file = newFile()
    write(
      file,
      `PRAGMA journal_mode = ${mode}; CREATE TABLE later (a); PRAGMA user_version = ${newestVersion() + 10}`,
    )
    const before = readFileSync(file)
    expect(() => openDatabase(file)).toThrow(expect.objectContaining({ code: 'newer-version' }))
    expect(readFileSync(file).equals(before)).toBe(true)
    expect(readdirSync(join(file, '..'))).toEqual(['headstart.db'])
  })

  it('refuses a newer version that stands in the log alone, after a crash', () => {
    const crashed = newFile()
    const living = newFile()
    const writer = new Sqlite(living)
    onTestFinished(() => void writer.close())
    writer.pragma('journal_mode = WAL')
    writer.exec(`CREATE TABLE later (a); PRAGMA user_version = ${newestVersion() + 10}`)
    for (const suffix of ['', '-wal']) writeFileSync(crashed + suffix, readFileSync(living + suffix))
    const before = readFileSync(crashed)
    expect(before.readInt32BE(60)).toBe(0)
    expect(() => openDatabase(crashed)).toThrow(expect.objectContaining({ code: 'newer-version' }))
    expect(readFileSync(crashed).equals(before)).toBe(true)
  })

  it('refuses a version that never was', () => {
    const file = newFile()
    write(file, 'CREATE TABLE odd (a); PRAGMA user_version = 3')
    expect(() => openDatabase(file)).toThrow(expect.objectContaining({ code: 'unreadable' }))
  })

  it("refuses another program's database and adds nothing to it", () => {
    const file = newFile()
    write(file, 'CREATE TABLE bookmark (a)')
    const before = readFileSync(file)
    expect(() => openDatabase(file)).toThrow(expect.objectContaining({ code: 'unreadable' }))
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  it('refuses a file that is no database, and one that is cut short', () => {
    const text = newFile()
    writeFileSync(text, 'Dear diary, '.repeat(50))
    expect(() => openDatabase(text)).toThrow(expect.objectContaining({ code: 'unreadable' }))
    const cut = newFile()
    openDatabase(cut).close()
    truncateSync(cut, 8192)
    expect(() => openDatabase(cut)).toThrow(expect.objectContaining({ code: 'unreadable' }))
    expect(readFileSync(cut)).toHaveLength(8192)
  })
})
