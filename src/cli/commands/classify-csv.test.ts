import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { csvCell, writeCsv } from './classify-csv'

it('quotes only what would be taken for more than one cell', () => {
  expect(['cat', 'a,b', 'a "b"', 'a\nb'].map(csvCell)).toEqual(['cat', '"a,b"', '"a ""b"""', '"a\nb"'])
})

it('writes a line a photo, with the reason for those that were skipped', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'headstart-csv-'))
  const file = join(folder, 'answers.csv')
  const predictions = [
    { index: 0, label: 'cat', score: 0.75 },
    { index: 1, label: 'dog', score: 0.25 },
  ]
  const results = [
    { path: '/a.jpg', answer: 'cat', predictions, ms: 1 },
    { path: '/b.jpg', answer: null, predictions: predictions.slice(0, 1), ms: 1 },
  ]
  await writeCsv(file, results, [{ path: '/c.jpg', reason: 'empty' }])
  expect(readFileSync(file, 'utf8')).toBe(
    'path,answer,score,reason,label_1,score_1,label_2,score_2\r\n' +
      '/a.jpg,cat,0.75,,cat,0.75,dog,0.25\r\n' +
      '/b.jpg,,0.75,,cat,0.75,,\r\n' +
      '/c.jpg,,,empty,,,,\r\n',
  )
  rmSync(folder, { recursive: true })
})
