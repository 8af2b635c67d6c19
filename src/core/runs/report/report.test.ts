import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { evaluationSchema } from '../../../shared/contract/evaluation'
import { openWorkplace } from '../../fixtures/workplace'
import type { Workplace } from '../../fixtures/workplace'
import { evaluationSection } from './evaluation-section'
import { chart } from './curves'

let place: Workplace
beforeEach(async () => {
  place = await openWorkplace()
  await place.importCatsAndDogs()
})
afterEach(() => place.leave())

async function trainedRun(): Promise<number> {
  const { job, run } = await place.client['runs.start']({ epochs: 3 })
  await place.finish(job)
  return run
}

/** Without the blanks between tags, which show nothing. */
function closeUp(text: string): string {
  return text.replace(/>\s+</g, '><').replaceAll('\u00a0', ' ')
}

describe('the report of a run', () => {
  it('is one file without scripts that loads nothing, with curves, matrix, worst photos and settings', async () => {
    await place.client['photos.label']({ photos: [1, 2], label: 'dog' })
    await place.client['split.make']({ train: 0.5, val: 0.5 })
    const run = await trainedRun()
    const { job } = await place.client['runs.evaluate']({ run })
    await place.finish(job)
    await place.client['runs.mark']({ run, note: '<script>alert(1)</script> & "more"' })
    const out = join(place.folder, 'report.html')
    const { bytes } = await place.client['runs.report']({ run, out })
    const written = readFileSync(out, 'utf8')
    expect(bytes).toBe(Buffer.byteLength(written))
    const page = closeUp(written)
    expect(page).not.toMatch(/<script|https?:|url\(|@import/)
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;more&quot;')
    expect(page.match(/<polyline/g)).toHaveLength(4)
    expect(page).toContain('Confusion matrix')
    expect(page).toMatch(/<th scope="row">Network<\/th><td>EfficientNet-Lite0<\/td>/)
    expect(page).toContain('prefers-color-scheme: dark')
    const pictures = page.match(/src="data:image\/jpeg;base64,[\w+/=]+"/g) ?? []
    const { worst } = (await place.client['runs.evaluations']({ run }))[0] ?? { worst: [] }
    expect(pictures).toHaveLength(worst.length)
  })

  it('judges by the labels of today, and says so', async () => {
    const run = await trainedRun()
    const { job } = await place.client['runs.evaluate']({ run })
    await place.finish(job)
    const { images } = await place.client['photos.list']({ split: 'val', label: 'cat' })
    await place.client['photos.label']({ photos: images.map(({ id }) => id), label: 'dog' })
    const out = join(place.folder, 'report.html')
    await place.client['runs.report']({ run, out })
    const page = closeUp(readFileSync(out, 'utf8'))
    // The stand-in calls the two cats cats, which are dogs by now.
    expect(page).toContain('Right on 50.0 % of 4 photos')
    expect(page).toContain('By the labels of today; 2 photos had another one when the run was trained.')
  })

  it('names no base of a network that was trained from scratch', async () => {
    const { job, run } = await place.client['runs.start']({ epochs: 1, scratch: {} })
    await place.finish(job)
    const out = join(place.folder, 'report.html')
    await place.client['runs.report']({ run, out })
    const page = readFileSync(out, 'utf8')
    expect(page).not.toMatch(/EfficientNet|pooled/)
    expect(page).toContain('filters 32, 64, 128')
  })

  it('says that a run was not evaluated, and is never written over something', async () => {
    const run = await trainedRun()
    const out = join(place.folder, 'report.html')
    writeFileSync(out, 'mine')
    await expect(place.client['runs.report']({ run, out })).rejects.toMatchObject({ code: 'exists' })
    expect(readFileSync(out, 'utf8')).toBe('mine')
    await place.client['runs.report']({ run, out: join(place.folder, 'other.html') })
    expect(readFileSync(join(place.folder, 'other.html'), 'utf8')).toContain('not evaluated yet')
    await expect(
      place.client['runs.report']({ run, out: join(place.folder, 'no', 'a.html') }),
    ).rejects.toMatchObject({ code: 'not-found' })
    await expect(place.client['runs.report']({ run: 9, out })).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('the history of a run', () => {
  it('has a line an epoch, and leaves nothing beside its file', async () => {
    const run = await trainedRun()
    const folder = join(place.folder, 'histories')
    mkdirSync(folder)
    const out = join(folder, 'history.csv')
    await place.client['runs.history']({ run, out })
    const lines = readFileSync(out, 'utf8').split('\r\n')
    expect(lines[0]).toBe('epoch,phase,loss,accuracy,val_loss,val_accuracy,seconds')
    expect(lines.slice(1)).toEqual([
      '1,train,1,0.5,1,0.5,0.01',
      `2,train,0.5,${1 - 1 / 3},0.5,${1 - 1 / 3},0.01`,
      `3,train,${1 / 3},0.75,${1 / 3},0.75,0.01`,
      '',
    ])
    await expect(place.client['runs.history']({ run, out })).rejects.toMatchObject({ code: 'exists' })
    expect(readdirSync(folder)).toEqual(['history.csv'])
  })
})

it('shows calibration where it is known, and names a photo that cannot be shown', () => {
  const bin = { from: 0.9, to: 1, photos: 4, confidence: 0.95, accuracy: 0.75 }
  const evaluation = evaluationSchema.parse({
    ...{ run: 1, split: 'val', photos: 4, accuracy: 0.75, interval: [0.3, 0.95], skipped: [] },
    classes: [{ label: 'a<b', precision: 1, recall: 0.5, f1: null, support: 4 }],
    confusion: [[4]],
    ...{ calibration: [bin], calibrationError: 0.2 },
    worst: [{ id: 7, path: '/photos/x.png', label: 'a<b', predicted: 'c', score: 0.9 }],
  })
  const text = closeUp(evaluationSection({ evaluation, unscored: 3, relabelled: 0 }, new Map()).text)
  expect(text).toContain('<th scope="row">90.0 % – 100.0 %</th><td>4</td><td>95.0 %</td><td>75.0 %</td>')
  expect(text).toContain('20.0 % apart')
  expect(text).toContain('<p class="muted">3 photos without an answer are not in these numbers.</p>')
  expect(text).not.toContain('labels of today')
  expect(text).toMatch(/could not be read.*a&lt;b, taken for c \(90\.0 %\)<br \/>x\.png/s)
})

it('leaves a gap in a curve where a value is no number', () => {
  const curves = [{ name: 'a', kind: 'training' as const, values: [1, 2, null, NaN, 3] }]
  const { text } = chart({ title: 't', xTitle: 'x', curves, tick: String })
  expect(text.match(/<polyline/g)).toHaveLength(2)
  expect(text).not.toContain('NaN')
})
