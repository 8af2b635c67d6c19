import { expect, it } from 'vitest'
import { labelsByName } from '../fixtures/edited-project'
import { addRun, say, scoredProject } from '../fixtures/scored-project'
import { acceptSuggestions } from './accept'
import { editClasses } from './classes'
import { nextSteps, redo, undo } from './history'

it('gives each photo the class that the run suggests for it, in one edit', async () => {
  const { project, run } = scoredProject()
  const before = labelsByName(project)
  // Photo 1 is a cat and 2 a dog, 3 and 6 have no label; nothing is said of 5.
  say(project, run, { 1: 0.9, 2: 0.8, 3: 0.2, 6: 0.7 })
  const result = { changed: 3, description: 'accepted 3 suggestions' }
  expect(await acceptSuggestions(project, { photos: [1, 2, 3, 5, 6] }, run)).toEqual(result)
  const after = { '1.jpg': 'dog', '2.jpg': 'dog', '3.jpg': 'cat', '5.jpg': 'dog', '6.jpg': 'dog' }
  expect(labelsByName(project)).toMatchObject(after)
  expect(undo(project)).toEqual(result)
  expect(labelsByName(project)).toEqual(before)
  expect(nextSteps(project).undo).toBeNull()
  redo(project)
  expect(labelsByName(project)).toMatchObject(after)
})

it('makes a class that is gone again, under the name that it had when the run began', async () => {
  const { project, run } = scoredProject()
  say(project, run, { 3: 0.9, 6: 0.1 })
  editClasses(project, { kind: 'delete', label: 'dog' })
  await acceptSuggestions(project, { photos: [6] }, run)
  expect(labelsByName(project)).toMatchObject({ '2.jpg': null, '6.jpg': 'cat' })
  await acceptSuggestions(project, { photos: [3] }, run)
  expect(labelsByName(project)).toMatchObject({ '2.jpg': null, '3.jpg': 'dog' })
})

it('changes nothing where another run was asked, or the photos have those classes already', async () => {
  const { project, run } = scoredProject()
  say(project, run, { 1: 0.1, 2: 0.9 })
  const other = addRun(project)
  const nothing = { changed: 0, description: 'changed nothing' }
  expect(await acceptSuggestions(project, { photos: [1, 2] }, run)).toEqual(nothing)
  expect(await acceptSuggestions(project, { photos: [1, 2, 3] }, other)).toEqual(nothing)
  await expect(acceptSuggestions(project, { photos: [1] }, 99)).rejects.toMatchObject({ code: 'not-found' })
})
