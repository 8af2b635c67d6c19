import { nextTick } from 'vue'
import { expect, it, vi } from 'vitest'
import { exportJob, finished, openExport } from './fixtures/export-page'

const written = { out: '/pets/exports/run-3', files: [], checked: { tfjs: 1.2e-7 } }
const runs = [finished(2), finished(3)]

it('proposes the newest run and a free folder in the project', async () => {
  const { page, router } = await openExport({
    runs,
    folders: ['/pets/exports/run-3', '/pets/exports/run-3-2'],
  })
  await vi.waitFor(() => expect(page.place.folder.value).toBe('/pets/exports/run-3-3'))
  expect(page.run.value).toBe(3)
  expect(router.currentRoute.value.query).toEqual({ run: '3' })
})

it('takes the run that the address names, and proposes anew for another one', async () => {
  const { page } = await openExport({ runs }, '?run=2')
  await vi.waitFor(() => expect(page.place.folder.value).toBe('/pets/exports/run-2'))
  await page.choose(3)
  await vi.waitFor(() => expect(page.place.folder.value).toBe('/pets/exports/run-3'))
})

it('keeps the folder that was typed', async () => {
  const { page, exported } = await openExport({ runs })
  await vi.waitFor(() => expect(page.possible.value).toBe(true))
  page.place.type('/elsewhere')
  await page.choose(2)
  await page.start()
  expect(exported).toEqual([{ run: 2, out: '/elsewhere', formats: ['tfjs'] }])
})

it('exports nothing into a part of a path, and nothing without a format', async () => {
  const { page, exported } = await openExport({ runs })
  await vi.waitFor(() => expect(page.possible.value).toBe(true))
  page.place.type('elsewhere')
  await page.start()
  page.place.type('/elsewhere')
  page.formats.value = []
  await page.start()
  expect(exported).toEqual([])
})

it('offers another folder where the first one holds something', async () => {
  const { page, exported } = await openExport({ runs, folders: ['/models', '/models/run-3'] })
  await vi.waitFor(() => expect(page.run.value).toBe(3))
  page.place.type('/models')
  await page.start()
  expect(page.error.value?.message).toBe('/models holds something.')
  expect(page.instead.value).toBe('/models/run-3-2')
  page.takeInstead()
  expect(page.error.value).toBeUndefined()
  await page.start()
  expect(exported.map(({ out }) => out)).toEqual(['/models/run-3-2'])
})

it('forgets an error when another folder is typed', async () => {
  const { page } = await openExport({ runs, folders: ['/models'] })
  await vi.waitFor(() => expect(page.run.value).toBe(3))
  page.place.type('/models')
  await page.start()
  page.place.type('/models/mine')
  await nextTick()
  expect([page.error.value, page.instead.value]).toEqual([undefined, undefined])
})

it('follows an export that began before the page, and lets no second one begin meanwhile', async () => {
  const { page, tell } = await openExport({ runs, before: [exportJob(7, 3, 'running')] })
  await vi.waitFor(() => expect(page.job.value?.status).toBe('running'))
  expect([page.busy.value, page.possible.value]).toEqual([true, false])
  tell(exportJob(7, 3, 'done', written))
  await vi.waitFor(() => expect(page.job.value?.result).toEqual(written))
  expect(page.busy.value).toBe(false)
})

it('shows what came of the last export, and stays with its run', async () => {
  const { page, tell } = await openExport({ runs }, '?run=2')
  await vi.waitFor(() => expect(page.run.value).toBe(2))
  tell(exportJob(9, 2, 'running'))
  tell(exportJob(9, 2, 'done', { ...written, out: '/pets/exports/run-2' }))
  await vi.waitFor(() => expect(page.job.value?.result?.out).toBe('/pets/exports/run-2'))
  expect(page.run.value).toBe(2)
})

it('leaves the address of other pages alone', async () => {
  const { page, router } = await openExport({ runs })
  await vi.waitFor(() => expect(page.run.value).toBe(3))
  await router.push('/elsewhere')
  await nextTick()
  expect([page.run.value, router.currentRoute.value.fullPath]).toEqual([3, '/elsewhere'])
})

it('has nothing to export where no run has a head', async () => {
  const { page } = await openExport({ runs: [{ ...finished(1), status: 'failed' }] })
  await vi.waitFor(() => expect(page.runs.value).toEqual([]))
  expect([page.run.value, page.possible.value]).toEqual([undefined, false])
})
