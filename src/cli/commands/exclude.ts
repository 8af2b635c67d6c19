import type { Command } from 'commander'
import { examples } from '../options'
import type { RunCommand } from '../session'
import { editPhotos } from './label'

export function addExclude(program: Command, run: RunCommand): void {
  const add = (name: string, description: string, excluded: boolean): Command =>
    program
      .command(name)
      .description(description)
      .argument('<photo...>', 'numbers as `images` lists them, or paths')
      .action((photos: string[], _options: unknown, self: Command) =>
        editPhotos(self, run, photos, ({ client }, references) =>
          client['photos.exclude']({ ...references, excluded }),
        ),
      )
  examples(add('exclude', 'leave photos out of trainings and evaluations', true), 'exclude 12 15')
  examples(add('include', 'take excluded photos back in', false), 'include 12')
}
