import { expect, it } from 'vitest'
import { MenuCommands } from './menu-commands'

/** What a reader gets until nothing more comes at once. */
async function read(commands: MenuCommands, choose: () => void = () => undefined): Promise<string[]> {
  const leaving = new AbortController()
  const got: string[] = []
  const reading = (async () => {
    for await (const { command } of commands.follow(leaving.signal)) got.push(command)
  })()
  choose()
  leaving.abort()
  await reading
  return got
}

it('passes on what is chosen while somebody reads', async () => {
  const commands = new MenuCommands()
  const choose = (): void => {
    commands.choose({ command: 'undo' })
    commands.choose({ command: 'show-train' })
  }
  expect(await read(commands, choose)).toEqual(['undo', 'show-train'])
  expect(await read(commands)).toEqual([])
})

it('keeps the last one that was chosen before anybody read, once', async () => {
  const commands = new MenuCommands()
  commands.choose({ command: 'show-train' })
  commands.choose({ command: 'new-project' })
  commands.choose({ command: 'undo' })
  expect(await read(commands)).toEqual(['new-project'])
  expect(await read(commands)).toEqual([])
})

it('ends at once for a reader who has left already', async () => {
  const events = new MenuCommands().follow(AbortSignal.abort())
  expect((await events.next()).done).toBe(true)
})
