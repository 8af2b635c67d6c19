import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder, temporaryProject } from './fixtures/temporary-folder'
import { noteWatched, RecentProjects } from './recent-projects'

async function folders(recent: RecentProjects): Promise<string[]> {
  return (await recent.list()).map(({ folder }) => folder)
}

describe('recent projects', () => {
  it('come newest first, each once, and say whether they are still there', async () => {
    const recent = new RecentProjects(join(temporaryFolder(), 'settings'))
    const project = await temporaryProject()
    await recent.opened('/somewhere/cats')
    await recent.opened(project.folder)
    await recent.opened('/somewhere/cats/')
    expect(await recent.list()).toMatchObject([
      { folder: '/somewhere/cats', name: 'cats', present: false },
      { folder: project.folder, name: 'project', present: true },
    ])
  })

  it('are at most twenty', async () => {
    const recent = new RecentProjects(temporaryFolder())
    const opened = Array.from({ length: 25 }, (_, index) => `/projects/${index}`)
    await Promise.all(opened.map((folder) => recent.opened(folder)))
    expect(await folders(recent)).toEqual(opened.slice(5).reverse())
  })

  it('can be forgotten', async () => {
    const recent = new RecentProjects(temporaryFolder())
    await recent.opened('/one')
    await recent.opened('/two')
    expect(await recent.forget('/two')).toMatchObject([{ folder: '/one' }])
    expect(await folders(recent)).toEqual(['/one'])
  })

  it.each(['', '{', '[]', '{"projects":[{"folder":7}]}'])(
    'begin anew where the file is damaged: %j',
    async (text) => {
      const settings = temporaryFolder()
      writeFileSync(join(settings, 'recent-projects.json'), text)
      const recent = new RecentProjects(settings)
      expect(await recent.list()).toEqual([])
      await recent.opened('/one')
      expect(await folders(recent)).toEqual(['/one'])
    },
  )

  it('see what another process noted meanwhile, and leave a whole file whoever writes', async () => {
    const settings = temporaryFolder()
    const [one, two] = [new RecentProjects(settings), new RecentProjects(settings)]
    await one.opened('/one')
    await two.opened('/two')
    expect(await folders(one)).toEqual(['/two', '/one'])
    await Promise.all(Array.from({ length: 20 }, (_, index) => (index % 2 ? one : two).opened(`/${index}`)))
    const text = readFileSync(join(settings, 'recent-projects.json'), 'utf8')
    expect(JSON.parse(text)).toMatchObject({ projects: expect.any(Array) as unknown[] })
    expect((await folders(one)).length).toBeGreaterThan(2)
  })
})

describe('watching a project', () => {
  async function* shown(...names: (string | null)[]) {
    for (const folder of names) yield await Promise.resolve({ project: folder === null ? null : { folder } })
  }

  async function watch(recent: RecentProjects, ...names: (string | null)[]): Promise<unknown[]> {
    const failures: unknown[] = []
    const events = noteWatched(shown(...names), recent, (thrown) => failures.push(thrown))
    let count = 0
    for await (const event of events) count += Number('project' in event)
    expect(count).toBe(names.length)
    return failures
  }

  it('notes each that comes up, as soon as it does', async () => {
    const recent = new RecentProjects(temporaryFolder())
    expect(await watch(recent, null, '/one', '/one', '/two', null)).toEqual([])
    expect(await folders(recent)).toEqual(['/two', '/one'])
  })

  it('goes on where nothing can be noted', async () => {
    const settings = join(temporaryFolder(), 'settings')
    writeFileSync(settings, 'a file where the folder should be')
    expect(await watch(new RecentProjects(settings), '/one')).toHaveLength(1)
  })
})
