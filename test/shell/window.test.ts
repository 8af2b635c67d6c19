import { access, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHost } from '../../src/core/host'
import type { ShellContract } from '../../src/shared/contract/shell'
import { chromiumMissing } from '../chromium'
import { eventually } from './eventually'
import { launchShell } from './front'
import type { DoubleFront } from './front'
import { launchDouble } from './launch'
import { pageClient } from './page-wire'

const root = resolve(import.meta.dirname, '..', '..')
let folder: string
let home: string

describe.skipIf(chromiumMissing)('the window', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'headstart-window-'))
    home = join(folder, 'home')
  })

  afterAll(() => rm(folder, { recursive: true, force: true }))

  describe('while it is there', () => {
    let shell: DoubleFront
    beforeAll(async () => {
      shell = await launchShell({ home })
    })
    afterAll(() => shell?.close())

    it('asks for a folder with the dialog of the system', async () => {
      const client = await pageClient(shell.page)
      const question = { title: 'Where are your photos', button: 'Import', folder }
      await shell.answerFolder(folder)
      expect(await client['shell.chooseFolder'](question)).toEqual({ folder })
      await shell.answerFolder(null)
      expect(await client['shell.chooseFolder'](question)).toEqual({ folder: null })
      const [shown] = (await shell.double.ask('shown')).folders
      expect(shown).toMatchObject({
        title: 'Where are your photos',
        buttonLabel: 'Import',
        defaultPath: folder,
        properties: ['openDirectory', 'createDirectory'],
      })
    })

    it('asks for a file to read and one to write in the same way', async () => {
      const client = await pageClient(shell.page)
      const [weights, picture] = [join(folder, 'vgg.h5'), join(folder, 'vgg.svg')]
      await shell.answerFolder(weights)
      const asked = { title: 'Weights', button: 'Import', extensions: ['h5', 'keras'] }
      expect(await client['shell.chooseFile'](asked)).toEqual({ path: weights })
      await shell.answerFolder(picture)
      const wanted = { title: 'Picture', button: 'Save', name: 'vgg.svg' }
      expect(await client['shell.chooseTarget'](wanted)).toEqual({ path: picture })
      await shell.answerFolder(null)
      expect(await client['shell.chooseTarget'](wanted)).toEqual({ path: null })
      const { folders } = await shell.double.ask('shown')
      expect(folders.slice(-3)).toMatchObject([
        { properties: ['openFile'], filters: [{ name: '.h5, .keras', extensions: ['h5', 'keras'] }] },
        ...Array.from({ length: 2 }, () => ({ title: 'Picture', defaultPath: 'vgg.svg' })),
      ])
    })

    it('shows folders to the system, and no files', async () => {
      const client = await pageClient(shell.page)
      const program = join(folder, 'program.sh')
      await writeFile(program, '')
      await client['shell.reveal']({ folder })
      for (const other of [program, 'relative', join(folder, 'missing')])
        await expect(client['shell.reveal']({ folder: other })).rejects.toThrow()
      expect((await shell.double.ask('shown')).opened).toEqual([folder])
    })

    it('passes on what is chosen in the menu, by label and by key', async () => {
      const events = await followCommands(shell)
      for (const chosen of ['Undo', 'CmdOrCtrl+Shift+Z']) await shell.chooseMenu(chosen)
      // These two ask first whether a text is being typed.
      await eventually(() => events.length).toBe(2)
      const others = ['Alt+4', 'Keys', 'Import folder…', 'CmdOrCtrl+O', 'New project…']
      for (const chosen of others) await shell.chooseMenu(chosen)
      const commands = [
        'undo',
        'redo',
        'show-classify',
        'show-keys',
        'import-folder',
        'open-project',
        'new-project',
      ]
      await eventually(() => events.map(({ command }) => command)).toEqual(commands)
    })

    it('leaves undo to a text that is being typed', async () => {
      await loadAgain(shell)
      const events = await followCommands(shell)
      const { page } = shell
      await page.evaluate(() => {
        const field = document.createElement('input')
        field.id = 'field'
        document.body.append(field)
      })
      await page.locator('#field').focus()
      await page.keyboard.type('cat')
      await shell.chooseMenu('Undo')
      await eventually(() => page.locator('#field').inputValue()).not.toBe('cat')
      expect(events).toEqual([])
      await page.evaluate(() => document.querySelector('#field')?.remove())
      await shell.chooseMenu('Undo')
      await eventually(() => events).toEqual([{ command: 'undo' }])
    })

    it('shows a project that a second start names, and lists it as a recent one', async () => {
      const project = join(folder, 'second & last')
      const client = await pageClient(shell.page)
      await client['project.create']({ folder: project })
      await client['project.close']({})
      const focused = (await shell.double.ask('windows'))[0]?.focusCount ?? 0
      const second = await launchDouble({ home, project: '../second & last' })
      expect(await second.ended).toBe(0)
      await eventually(() => openFolder(client)).toBe(project)
      expect((await shell.double.ask('windows'))[0]?.focusCount).toBe(focused + 1)
      const label = `second && last (${project.replace('&', '&&')})`
      await eventually(() => shell.double.ask('menu')).toMatchObject({
        File: { 'Open recent': { [label]: '' } },
      })
      const events = await followCommands(shell)
      await shell.chooseMenu(label)
      await eventually(() => events).toEqual([{ command: 'open-project', folder: project }])
    })

    it('says why a project that was named cannot be opened', async () => {
      await shell.answerBox(0)
      const missing = join(folder, 'missing')
      expect(await (await launchDouble({ home, project: missing })).ended).toBe(0)
      await eventually(async () => (await shell.double.ask('shown')).boxes.at(-1)).toMatchObject({
        message: 'The project cannot be opened',
        detail: expect.stringContaining(missing) as string,
      })
    })

    it('ends what a page had asked for when it is loaded again, and serves the new one', async () => {
      const client = await pageClient(shell.page)
      const events = await followCommands(shell)
      await loadAgain(shell)
      const fresh = await pageClient(shell.page)
      expect(await fresh['shell.describe']({})).toMatchObject({ kind: 'window' })
      await shell.chooseMenu('Keys')
      await shell.page.waitForTimeout(100)
      expect(events).toEqual([])
      expect(client).toBeDefined()
    })

    it('offers to load a page again that crashed', async () => {
      await shell.double.ask('crashPage')
      await eventually(async () => (await shell.double.ask('shown')).boxes.at(-1)?.message).toBe(
        'The page of Headstart ended unexpectedly',
      )
      await shell.answerBox(0)
      await eventually(() => shell.double.ask('isAlive').catch(() => false)).toBe(true)
    })
  })

  it('opens where it was closed, if that is still on a display', async () => {
    const bounds = { x: 2000, y: 100, width: 900, height: 700 }
    const displays = [
      { x: 0, y: 0, width: 1920, height: 1040 },
      { x: 1920, y: 0, width: 1280, height: 1000 },
    ]
    const first = await launchDouble({ home, displays })
    await first.shown
    await first.ask('setBounds', bounds)
    await first.ask('closeWindow')
    expect(await first.ended).toBe(0)
    const second = await launchDouble({ home, displays })
    await second.shown
    expect((await second.ask('windows'))[0]).toMatchObject({ bounds, isMaximised: false })
    await second.ask('maximise')
    await second.ask('quit')
    await second.ended
    const third = await launchDouble({ home })
    await third.shown
    expect((await third.ask('windows'))[0]?.isMaximised).toBe(true)
    // Ctrl+C in the terminal that started it.
    third.kill('SIGINT')
    expect(await third.ended).toBe(0)
  })

  it('never quits while a job runs without the user’s word, and leaves nothing running', async () => {
    const project = join(folder, 'at work')
    await mkdir(project)
    const shell = await launchShell({ home })
    const client = await pageClient(shell.page)
    await client['project.sample']({ folder: project })
    const { job } = await client['runs.start']({ epochs: 10_000 })
    for await (const { status, progress } of client['jobs.watch']({ job }))
      if (status === 'running' && progress) break
    const boxes = async (): Promise<number> => (await shell.double.ask('shown')).boxes.length

    await shell.answerBox(2)
    await shell.double.ask('closeWindow')
    await eventually(boxes).toBe(1)
    expect((await client['jobs.list']({})).find((one) => one.job === job)?.status).toBe('running')

    await shell.answerBox(1)
    await shell.double.ask('quit')
    await eventually(boxes).toBe(2)
    expect(await shell.double.ask('windows')).toHaveLength(1)

    await firstEpoch(client)
    await shell.answerBox(0)
    await shell.close()
    expect(await shell.double.ended).toBe(0)
    expect(await statusesOf(project)).toEqual(['stopped'])
  })

  it('takes its engine along when it is killed, and the job counts as interrupted', async () => {
    const project = join(folder, 'at work')
    const shell = await launchShell({ home, project })
    const client = await pageClient(shell.page)
    await eventually(() => openFolder(client)).toBe(project)
    await client['runs.start']({ epochs: 10_000, seed: 2 })
    const { pid } = await client['engine.describe']({})
    await shell.kill()
    await eventually(() =>
      access(`/proc/${pid}`).then(
        () => true,
        () => false,
      ),
    ).toBe(false)
    expect(await statusesOf(project)).toEqual(['stopped', 'interrupted'])
  })
})

type Client = Awaited<ReturnType<typeof pageClient>>
type MenuEvent = ShellContract['shell.commands']['event']['_output']

async function loadAgain(shell: DoubleFront): Promise<void> {
  const loaded = shell.page.waitForEvent('load')
  await shell.chooseMenu('Reload')
  await loaded
}

/** Every command of the menu from now on. */
async function followCommands(shell: DoubleFront): Promise<MenuEvent[]> {
  const client = await pageClient(shell.page)
  const events: MenuEvent[] = []
  const follow = async (): Promise<void> => {
    for await (const event of client['shell.commands']({})) events.push(event)
  }
  follow().catch(() => undefined)
  // An answer to a later question says that the earlier one has arrived.
  await client['shell.describe']({})
  // What was chosen before there was a reader is nothing for this test.
  events.length = 0
  return events
}

async function openFolder(client: Client): Promise<string | undefined> {
  for await (const { project } of client['project.watch']({})) return project?.folder
}

async function firstEpoch(client: Client): Promise<void> {
  const [run] = await client['runs.list']({})
  for await (const { type } of client['runs.watch']({ run: run?.run ?? 0 })) if (type === 'epoch') return
}

/** How the trainings of a project stand in its database, the oldest first. */
async function statusesOf(project: string): Promise<string[]> {
  const host = createHost({ engineEntry: '', resources: join(root, 'resources'), logs: join(folder, 'logs') })
  await host.openProject(project)
  const jobs = await host.client()['jobs.list']({})
  await host.close()
  return jobs.filter(({ kind }) => kind === 'train').map(({ status }) => status)
}
