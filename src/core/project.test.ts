import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from './fixtures/temporary-folder'
import { createProject, openProject, projectFolders } from './project'

describe('createProject', () => {
  it('makes a folder with a database and a place for everything', async () => {
    const folder = join(temporaryFolder(), 'deep', 'pets')
    const project = await createProject(folder)
    expect(project.folder).toBe(folder)
    expect(readdirSync(folder)).toEqual(
      expect.arrayContaining([...projectFolders, 'headstart.db', 'headstart.lock']),
    )
    project.close()
    expect(readdirSync(folder).sort()).toEqual([...projectFolders, 'headstart.db'].sort())
  })

  it('leaves alone what is in the folder already', async () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'photos'))
    writeFileSync(join(folder, 'photos', 'mine.txt'), 'mine')
    const project = await createProject(folder)
    expect(existsSync(join(folder, 'photos', 'mine.txt'))).toBe(true)
    project.close()
  })

  it('refuses a folder that holds a project, and a file', async () => {
    const folder = temporaryFolder()
    const project = await createProject(folder)
    await expect(createProject(folder)).rejects.toMatchObject({ code: 'exists' })
    await expect(createProject(join(folder, 'headstart.lock'))).rejects.toMatchObject({ code: 'bad-input' })
    project.close()
    await expect(createProject(folder)).rejects.toMatchObject({ code: 'exists' })
  })
})

describe('openProject', () => {
  it('refuses a folder without a project', async () => {
    const folder = temporaryFolder()
    await expect(openProject(folder)).rejects.toMatchObject({ code: 'not-found' })
    expect(readdirSync(folder)).toEqual([])
  })

  it('closes more than once without harm', async () => {
    const project = await createProject(temporaryFolder())
    project.close()
    expect(() => project.close()).not.toThrow()
  })

  it('keeps what a killed process wrote, and says what it left unfinished', async () => {
    const folder = join(temporaryFolder(), 'project')
    const { close } = await createProject(folder)
    close()
    const child = spawn(process.execPath, [await bundledHolder(), folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data')
    await expect(openProject(folder)).rejects.toMatchObject({ code: 'busy', details: { pid: child.pid } })

    child.kill('SIGKILL')
    await once(child, 'exit')
    const project = await openProject(folder)
    const { database } = project
    expect(database.prepare('SELECT name FROM class').pluck().all()).toEqual(['written before the end'])
    const ends = (table: string): unknown => database.prepare(`SELECT status, reason FROM ${table}`).all()
    const status = 'interrupted'
    expect(ends('job')).toEqual([
      { status, reason: expect.stringMatching(/import the same photos/) as string },
    ])
    expect(ends('run')).toEqual([{ status, reason: 'Headstart ended before this was done: start it again.' }])
    project.close()
  })
})

/** The script that holds a project, made into plain JavaScript for another process. */
async function bundledHolder(): Promise<string> {
  const outDir = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'test-scripts')
  await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      ssr: join(import.meta.dirname, 'fixtures', 'hold-project.ts'),
      outDir,
      emptyOutDir: false,
      target: 'node24',
      rolldownOptions: { output: { entryFileNames: 'hold-project.mjs' } },
    },
  })
  return join(outDir, 'hold-project.mjs')
}
