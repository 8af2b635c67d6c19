import type { Command } from 'commander'
import { countPhotos } from '../../core/project-counts'
import { classEditSchema } from '../../shared/contract/labels'
import type { ClassEdit } from '../../shared/contract/labels'
import type { ClassSummary } from '../../shared/contract/projects'
import { examples, settingsFor } from '../options'
import { count } from '../output/numbers'
import { table } from '../output/table'
import type { RunCommand } from '../session'
import { printEdit } from './label'

export function addClasses(program: Command, run: RunCommand): void {
  const classes = program.command('classes').description('the classes of the project')
  const list = classes
    .command('list', { isDefault: true })
    .description('every class with how many photos it has, in all and in each part')
    .action((_options: unknown, self: Command) =>
      run(self, 'required', ({ host, print }) => {
        const { classes: all } = countPhotos(host.services.project)
        print(all, () => describeClasses(all))
        return Promise.resolve(0)
      }),
    )
  examples(classes, 'classes', 'classes rename cat kitten')
  examples(list, 'classes list --json')
  addEdits(classes, run)
}

function addEdits(classes: Command, run: RunCommand): void {
  const edit = (self: Command, wished: ClassEdit): Promise<void> => {
    const settings = settingsFor(self, classEditSchema, wished)
    return run(self, 'required', async (session) => {
      printEdit(session, await session.client['classes.edit'](settings))
      return 0
    })
  }
  const create = classes
    .command('create')
    .description('a new class without photos')
    .argument('<class>', 'its name')
    .action((label: string, _options: unknown, self: Command) => edit(self, { kind: 'create', label }))
  const rename = classes
    .command('rename')
    .description('give a class another name')
    .argument('<class>', 'its name so far')
    .argument('<name>', 'a name that no class has')
    .action((label: string, to: string, _options: unknown, self: Command) =>
      edit(self, { kind: 'rename', label, to }),
    )
  const merge = classes
    .command('merge')
    .description('give the photos of a class to another one, and remove it')
    .argument('<class>', 'the class that goes')
    .argument('<into>', 'the class that gets its photos')
    .action((label: string, into: string, _options: unknown, self: Command) =>
      edit(self, { kind: 'merge', label, into }),
    )
  const remove = classes
    .command('delete')
    .description('remove a class; its photos stay, without one')
    .argument('<class>', 'its name')
    .action((label: string, _options: unknown, self: Command) => edit(self, { kind: 'delete', label }))
  examples(create, 'classes create cat')
  examples(rename, 'classes rename cat kitten')
  examples(merge, 'classes merge kitten cat')
  examples(remove, 'classes delete cat')
}

function describeClasses(classes: readonly ClassSummary[]): string[] {
  if (classes.length === 0) return ['There are no classes yet: `headstart label` makes them.']
  const rows = classes.map(({ label, ...counts }) => [
    label,
    ...[counts.photos, counts.train, counts.val, counts.test].map(count),
  ])
  const numbers = ['photos', 'train', 'val', 'test'].map((title) => ({ title, align: 'right' as const }))
  return [table([{ title: 'class' }, ...numbers], rows)]
}
