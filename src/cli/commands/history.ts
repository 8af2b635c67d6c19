import type { Command } from 'commander'
import { examples } from '../options'
import type { RunCommand } from '../session'
import { printEdit } from './label'

export function addHistory(program: Command, run: RunCommand): void {
  const undo = program
    .command('undo')
    .description('take back the last edit of photos, labels, classes or splits')
    .action((_options: unknown, self: Command) =>
      run(self, 'required', async (session) => {
        printEdit(session, await session.client['history.undo']({}), 'Undone: ')
        return 0
      }),
    )
  const redo = program
    .command('redo')
    .description('do again what was undone last')
    .action((_options: unknown, self: Command) =>
      run(self, 'required', async (session) => {
        printEdit(session, await session.client['history.redo']({}), 'Done again: ')
        return 0
      }),
    )
  examples(undo, 'undo')
  examples(redo, 'redo')
}
