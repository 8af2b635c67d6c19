import type { Command } from 'commander'
import { examples } from '../options'
import type { RunCommand } from '../session'

export function addInit(program: Command, run: RunCommand): void {
  const init = program
    .command('init')
    .description('make a new, empty project')
    .argument('<dir>', 'a folder that does not exist yet or is empty')
    .action((folder: string, _options: unknown, command: Command) =>
      run(command, 'optional', async ({ client, absolute, print, shown }) => {
        const created = await client['project.create']({ folder: absolute(folder) })
        print(created, () => [`New project in ${shown(created.project)}.`])
        return 0
      }),
    )
  examples(init, 'init pets')
}
