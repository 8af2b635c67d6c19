import { expect, it } from 'vitest'
import { latestExport, runBeingExported } from './export-jobs'
import { exportJob } from './fixtures/export-page'

it('finds the newest export of a run, as it was told of last', () => {
  const jobs = [
    exportJob(1, 3, 'done'),
    exportJob(4, 3, 'running'),
    exportJob(5, 2, 'done'),
    exportJob(4, 3, 'done'),
  ]
  expect(latestExport(jobs, 3)).toMatchObject({ job: 4, status: 'done' })
  expect(latestExport(jobs, 1)).toBeUndefined()
})

it('knows which run is being exported, however often it was told of it', () => {
  const running = [exportJob(1, 3, 'running'), exportJob(2, 2, 'queued')]
  expect(runBeingExported(running)).toBe(2)
  expect(runBeingExported([...running, exportJob(2, 2, 'done')])).toBe(3)
  expect(runBeingExported([])).toBeUndefined()
})
