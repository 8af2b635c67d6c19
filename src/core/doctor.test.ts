import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { checkNode } from './doctor'
import { openWorkplace } from './fixtures/workplace'
import type { Workplace } from './fixtures/workplace'

let place: Workplace
afterEach(() => place.leave())

async function examine(): Promise<Map<string, { ok: boolean; detail: string }>> {
  const { ok, checks } = await place.client['doctor.check']({})
  expect(ok).toBe(checks.every((check) => check.ok))
  return new Map(checks.map(({ name, ...check }) => [name, check]))
}

it('says what everything runs on', async () => {
  place = await openWorkplace()
  const checks = await examine()
  expect(checks.get('Node')).toEqual({ ok: true, detail: process.versions.node })
  expect(checks.get('Device')).toEqual({ ok: true, detail: 'CPU, 2 threads' })
  expect(checks.get('TensorFlow')?.detail).toContain('TensorFlow 2.21.0')
  expect(checks.get('Versions')?.detail).toMatch(/tfjs-node 4\..*better-sqlite3 1\d\..*sharp 0\./)
  expect(checks.get('Installed weights')).toEqual({ ok: true, detail: 'none' })
  expect(checks.get('Database')).toMatchObject({ ok: true })
  expect(checks.get('Disk space')?.detail).toContain(join(place.folder, 'project'))
})

it('reports an engine that cannot start, and goes on with the rest', async () => {
  place = await openWorkplace({ device: 'gpu' })
  const checks = await examine()
  expect(checks.get('TensorFlow')).toMatchObject({ ok: false })
  expect(checks.get('TensorFlow')?.detail).toContain('exit code 7')
  expect(checks.get('SQLite')).toMatchObject({ ok: true })
})

it('finds rows that refer to nothing', async () => {
  place = await openWorkplace()
  const { database } = place.host.services.project
  database.pragma('foreign_keys = OFF')
  database.exec(
    'INSERT INTO epoch (run_id, epoch, loss, accuracy, val_loss, val_accuracy, seconds) VALUES (9, 1, 1, 1, 1, 1, 1)',
  )
  const check = (await examine()).get('Database')
  expect(check?.ok).toBe(false)
  expect(check?.detail).toContain('epoch')
})

it('asks for a newer Node', async () => {
  place = await openWorkplace()
  expect(checkNode('22.12.0')).toMatchObject({ ok: false })
  expect(checkNode('24.0.0')).toMatchObject({ ok: true })
})
