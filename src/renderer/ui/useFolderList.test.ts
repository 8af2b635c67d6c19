import { createApp, effectScope } from 'vue'
import { expect, it, vi } from 'vitest'
import type { FolderList } from '../../shared/contract/projects'
import { AppError } from '../../shared/errors'
import { frontKey } from '../front/front'
import type { Front } from '../front/front'
import { useFolderList } from './useFolderList'

const listOf = (folder: string): FolderList => ({
  ...{ folder, parent: '/', trail: [], folders: [], photos: 0, arrays: [], files: [], isProject: false },
})

/** A host that takes its time: each question is answered when the test says so, unless nobody waits any more. */
function onPage() {
  const questions: { folder: string | undefined; answer: (list: FolderList | AppError) => void }[] = []
  const list = ({ folder }: { folder?: string }, { signal }: { signal: AbortSignal }): Promise<FolderList> =>
    new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(new AppError('cancelled', 'Cancelled.')))
      const answer = (given: FolderList | AppError): void =>
        given instanceof AppError ? reject(given) : resolve(given)
      questions.push({ folder, answer })
    })
  const app = createApp({})
  app.provide(frontKey, { client: { 'folders.list': list } } as unknown as Front)
  const folders = app.runWithContext(() => effectScope().run(useFolderList))
  if (!folders) throw new Error('There is no scope.')
  return { questions, folders }
}

it('goes where it was told, though it was still on its way to where it begins', async () => {
  const { questions, folders } = onPage()
  const beginning = folders.begin('/before')
  const going = folders.go('/typed')
  await beginning
  questions[1]?.answer(listOf('/typed'))
  expect(await going).toBe(true)
  expect(folders.list.value?.folder).toBe('/typed')
  expect(questions.map(({ folder }) => folder)).toEqual(['/before', '/typed'])
})

it("begins in the user's own folder where the other one is gone", async () => {
  const { questions, folders } = onPage()
  const beginning = folders.begin('/gone')
  questions[0]?.answer(new AppError('not-found', 'There is no folder /gone.'))
  await vi.waitFor(() => expect(questions).toHaveLength(2))
  questions[1]?.answer(listOf('/home/me'))
  await beginning
  expect(folders.list.value?.folder).toBe('/home/me')
  expect(folders.error.value).toBeUndefined()
})
