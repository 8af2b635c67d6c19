import { Option } from 'commander'
import type { Command } from 'commander'
import { splitSettingsSchema } from '../../shared/contract/photos'
import type { SplitSettings } from '../../shared/contract/photos'
import { examples, numberFor, settingsFor } from '../options'
import { count } from '../output/numbers'
import type { RunCommand } from '../session'

interface SplitOptions extends Omit<SplitSettings, 'order'> {
  readonly inOrder?: true
}

export function addSplit(program: Command, run: RunCommand): void {
  const { train, val, test, seed } = splitSettingsSchema.shape
  const defaults = splitSettingsSchema.parse({})
  const split = program
    .command('split')
    .description('divide the labelled photos into train, val and test, every class in the same shares')
    .option('--train <share>', 'share to learn from', numberFor(train), defaults.train)
    .option('--val <share>', 'share to check every epoch with', numberFor(val), defaults.val)
    .option('--test <share>', 'share kept for the end', numberFor(test), defaults.test)
    .option('--seed <n>', 'decides which photo goes where', numberFor(seed), defaults.seed)
    .addOption(
      new Option('--in-order', 'as the photos came in: the first ones to learn from').conflicts('seed'),
    )
    .action(({ inOrder, ...options }: SplitOptions, self: Command) => {
      const order = inOrder ? 'in-order' : 'random'
      const settings = settingsFor(self, splitSettingsSchema, { ...options, order })
      return run(self, 'required', async ({ client, print }) => {
        const made = await client['split.make'](settings)
        print(made, () => [
          `${count(made.train)} photos to train with, ${count(made.val)} for validation, ${count(made.test)} for the test ` +
            (inOrder ? '(in order).' : `(seed ${made.seed}).`),
        ])
        return 0
      })
    })
  examples(
    split,
    'split --train .8 --val .2 --seed 1',
    'split --train .7 --val .15 --test .15',
    'split --in-order',
  )
}
