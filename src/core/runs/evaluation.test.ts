import { describe, expect, it } from 'vitest'
import { runComparisonSettingsSchema, runPhotosSettingsSchema } from '../../shared/contract/evaluation'
import type { RunPhoto } from '../../shared/contract/evaluation'
import { addRun, say, scoredProject } from '../fixtures/scored-project'
import { editClasses } from '../labels/classes'
import { excludePhotos } from '../labels/exclude'
import { undo } from '../labels/history'
import { labelPhotos } from '../labels/label'
import type { Project } from '../project'
import { answerTable } from './classes'
import { compareRuns } from './compare'
import { currentEvaluation } from './evaluation'
import { listRunPhotos } from './photos'
import { scoredPhotos } from './scores'

/** Cats 1 and 4 and dog 2 are right, cat 7 and dog 5 wrong, and dog 8 has no score. */
function answered(): { project: Project; run: number } {
  const { project, run } = scoredProject()
  say(project, run, { 1: 0.125, 4: 0.375, 7: 0.75, 2: 0.875, 5: 0.25, 3: 0.5 })
  return { project, run }
}

function photosOf(project: Project, run: number, settings: object = {}): [number, RunPhoto[]] {
  const { total, photos } = listRunPhotos(project, runPhotosSettingsSchema.parse({ run, ...settings }))
  return [total, photos]
}

function ids(project: Project, run: number, settings: object = {}): number[] {
  return photosOf(project, run, settings)[1].map(({ id }) => id)
}

describe('the evaluation of today', () => {
  it('comes from the scores and the labels, without those that have none', () => {
    const { project, run } = answered()
    const { evaluation, unscored, relabelled } = currentEvaluation(project, { run, split: 'val' })
    expect({ unscored, relabelled }).toEqual({ unscored: 1, relabelled: 0 })
    expect(evaluation).toMatchObject({
      run,
      photos: 5,
      accuracy: 0.6,
      confusion: [
        [2, 1],
        [1, 1],
      ],
      worst: [
        { id: 5, path: '/photos/5.jpg', label: 'dog', predicted: 'cat', score: 0.75 },
        { id: 7, score: 0.75 },
      ],
      curves: { positive: 'dog', auc: expect.closeTo(2 / 3, 12) as number },
    })
    expect(evaluation?.calibration).toHaveLength(10)
    expect(currentEvaluation(project, { run, split: 'test' })).toEqual({
      evaluation: null,
      unscored: 0,
      relabelled: 0,
    })
  })

  it('follows labels, exclusions and names, there and back', async () => {
    const { project, run } = answered()
    project.database.exec(`INSERT INTO run_photo SELECT ${run}, photo_id, class_id, 'val' FROM photo_class`)
    const now = () => currentEvaluation(project, { run, split: 'val' })
    const before = now()
    await labelPhotos(project, { photos: [7] }, 'dog')
    expect(now()).toMatchObject({ evaluation: { photos: 5, accuracy: 0.8 }, relabelled: 1 })
    expect(photosOf(project, run, { label: 'dog' })[1].find(({ id }) => id === 7)).toMatchObject({
      label: 'dog',
      trainedLabel: 'cat',
    })
    undo(project)
    expect(now()).toEqual(before)
    await excludePhotos(project, { photos: [7] }, true)
    expect(now()).toMatchObject({ evaluation: { photos: 4, accuracy: 0.75 } })
    undo(project)
    await labelPhotos(project, { photos: [7] }, 'emu')
    expect(now()).toMatchObject({ evaluation: { photos: 4 }, relabelled: 1 })
  })

  it('leaves out what was said of another content, and refuses runs that are not there', () => {
    const { project, run } = answered()
    project.database.exec("UPDATE photo SET hash = 'other' WHERE id = 7")
    expect(currentEvaluation(project, { run, split: 'val' })).toMatchObject({
      evaluation: { photos: 4 },
      unscored: 2,
    })
    expect(() => currentEvaluation(project, { run: 9, split: 'val' })).toThrow(
      expect.objectContaining({ code: 'not-found' }),
    )
  })
})

describe('the photos behind an evaluation', () => {
  it('are ordered by how wrong, how right and how unsure the run is of them', () => {
    const { project, run } = answered()
    expect(ids(project, run)).toEqual([5, 7, 4, 1, 2])
    expect(ids(project, run, { order: 'best' })).toEqual([1, 2, 4, 5, 7])
    expect(ids(project, run, { order: 'unsure' })).toEqual([4, 5, 7, 1, 2])
    expect(photosOf(project, run, { limit: 2, offset: 1 })).toMatchObject([5, [{ id: 7 }, { id: 4 }]])
  })

  it('are those of a cell, of a bin, of right or wrong answers', () => {
    const { project, run } = answered()
    expect(photosOf(project, run, { label: 'cat', predicted: 'dog' })).toMatchObject([
      1,
      [{ id: 7, label: 'cat', predicted: 'dog', score: 0.75, labelScore: 0.25, trainedLabel: null }],
    ])
    expect(ids(project, run, { right: true })).toEqual([4, 1, 2])
    expect(ids(project, run, { from: 0.625, to: 0.75 })).toEqual([4])
    expect(ids(project, run, { label: 'emu' })).toEqual([])
  })

  it('add up to the evaluation: every cell, and every bin', () => {
    const { project, run } = answered()
    const { evaluation } = currentEvaluation(project, { run, split: 'val' })
    for (const [row, { label }] of (evaluation?.classes ?? []).entries()) {
      for (const [column, { label: predicted }] of (evaluation?.classes ?? []).entries()) {
        const [total] = photosOf(project, run, { label, predicted, limit: 0 })
        expect(total).toBe(evaluation?.confusion[row]?.[column])
      }
    }
    for (const { from, to, photos } of evaluation?.calibration ?? []) {
      expect(photosOf(project, run, { from, to, limit: 0 })[0]).toBe(photos)
    }
  })
})

describe('comparing runs', () => {
  it('counts who is right about the photos that all have scored, and lists where they differ', () => {
    const { project, run } = answered()
    const other = addRun(project)
    say(project, other, { 1: 0.75, 4: 0.25, 2: 0.75, 5: 0.75, 8: 0.75 })
    const settings = runComparisonSettingsSchema.parse({ runs: [run, other] })
    const compared = compareRuns(project, settings)
    expect(compared).toMatchObject({
      photos: 4,
      runs: [
        { run, right: 3, accuracy: 0.75, unscored: 1 },
        { run: other, right: 3, accuracy: 0.75, unscored: 1 },
      ],
      patterns: [
        { right: [true, true], photos: 2 },
        { right: [true, false], photos: 1 },
        { right: [false, true], photos: 1 },
      ],
      listed: { total: 2, photos: [{ id: 1, label: 'cat' }, { id: 5 }] },
    })
    expect(compared.listed.photos[0]?.answers).toEqual([
      { predicted: 'cat', score: 0.875, right: true },
      { predicted: 'dog', score: 0.75, right: false },
    ])
    const both = compareRuns(project, { ...settings, pattern: [true, true], limit: 1, offset: 1 })
    expect(both.listed).toMatchObject({ total: 2, photos: [{ id: 4 }] })
  })

  it('says so where no photo is common, and refuses a run twice and half a pattern', () => {
    const { project, run } = answered()
    const other = addRun(project)
    const settings = runComparisonSettingsSchema.parse({ runs: [run, other] })
    expect(compareRuns(project, settings)).toMatchObject({
      photos: 0,
      runs: [{ accuracy: null, interval: null }, { unscored: 6 }],
      patterns: [],
    })
    const refusal: unknown = expect.objectContaining({ code: 'bad-input' })
    expect(() => compareRuns(project, { ...settings, runs: [run, run] })).toThrow(refusal)
    expect(() => compareRuns(project, { ...settings, pattern: [true] })).toThrow(refusal)
  })
})

describe('a class that is renamed', () => {
  it('keeps its scores where the run knows it by its number', () => {
    const { project, run } = answered()
    const numbers = project.database.prepare('SELECT id FROM class ORDER BY name').pluck().all()
    project.database.prepare('UPDATE run SET class_ids = ?').run(JSON.stringify(numbers))
    editClasses(project, { kind: 'rename', label: 'cat', to: 'kitten' })
    expect(currentEvaluation(project, { run, split: 'val' })).toMatchObject({
      evaluation: { photos: 5, accuracy: 0.6, classes: [{ label: 'kitten' }, { label: 'dog' }] },
    })
  })
})

describe('the statements behind an evaluation', () => {
  it('look up classes by an index, however many a run has', () => {
    const { project } = scoredProject()
    const plan = project.database
      .prepare<[object], { detail: string }>(
        `EXPLAIN QUERY PLAN WITH ${answerTable} SELECT photo.id, place ${scoredPhotos} ORDER BY photo.id`,
      )
      .all({ classIds: '[1, 2]', run: 1, split: 'val' })
    const details = plan.map(({ detail }) => detail)
    expect(details.filter((detail) => /TEMP B-TREE|SCAN (answer|photo|score)/.test(detail))).toEqual([])
  })
})
