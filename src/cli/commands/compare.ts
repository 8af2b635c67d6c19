import { Option } from 'commander'
import type { Command } from 'commander'
import { compareSettingsSchema } from '../../shared/contract/models'
import type { Compared } from '../../shared/contract/models'
import { fitKinds, interpolations } from '../../shared/pixels'
import { choice, examples, settingsFor } from '../options'
import { count, counted, percentage } from '../output/numbers'
import { meter } from '../output/progress'
import { table } from '../output/table'
import type { RunCommand, Session } from '../session'

interface CompareOptions {
  readonly models?: string[]
  readonly all?: true
  readonly fit: (typeof fitKinds)[number]
  readonly interpolation: (typeof interpolations)[number]
}

/** The document of `--json`. */
interface Comparison {
  readonly path: string
  readonly results: Compared[]
  readonly skipped: { model: string; reason: string }[]
}

export function addCompare(program: Command, run: RunCommand): void {
  const command = program
    .command('compare')
    .description('the same photo through many pretrained networks')
    .argument('<path>', 'a photo')
    .addOption(
      new Option('--models <names>', 'the networks, with commas between them')
        .argParser(readNames)
        .conflicts('all'),
    )
    .option('--all', 'every network whose weights are here')
    .addOption(choice('--fit <fit>', 'how the photo becomes square', fitKinds).default('crop'))
    .addOption(choice('--interpolation <name>', 'how it is resized', interpolations).default('bicubic'))
    .action((path: string, options: CompareOptions, self: Command) => {
      if (!options.models && !options.all) self.error('error: expected --models with names, or --all')
      return run(self, 'optional', async (session) => {
        const { models, fit, interpolation } = options
        const wished = { path: session.absolute(path), fit, interpolation, ...(models && { models }) }
        const comparison = await collect(session, settingsFor(self, compareSettingsSchema, wished))
        session.print(comparison, () => describeComparison(comparison, session))
        if (comparison.results.length > 0) return 0
        session.complain(`No network could answer: ${comparison.skipped[0]?.reason ?? 'none was named'}`)
        return 1
      })
    })
  examples(command, 'compare photo.jpg --all', 'compare photo.jpg --models MobileNetV2,ResNet50')
}

function readNames(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
}

async function collect(
  { client, progress, interruption }: Session,
  settings: ReturnType<typeof compareSettingsSchema.parse>,
): Promise<Comparison> {
  const comparison: Comparison = { path: settings.path ?? '', results: [], skipped: [] }
  const { results, skipped } = comparison
  const measured = meter('compare', 'networks')
  let total = 0
  for await (const event of client['photos.compare'](settings, { signal: interruption })) {
    if (event.type === 'started') total = event.models.length
    else if (event.type === 'compared') results.push(event.result)
    else skipped.push(event.skipped)
    progress.update(measured(results.length + skipped.length, total))
  }
  return comparison
}

function describeComparison({ path, results, skipped }: Comparison, { shown }: Session): string[] {
  const columns = [
    { title: 'network' },
    { title: 'input', align: 'right' },
    { title: 'score', align: 'right' },
    { title: 'answer' },
    { title: 'ms', align: 'right' },
  ] as const
  const rows = results.map(({ model, input, predictions: [best], ms }) => [
    model,
    `${input[0]}×${input[1]}`,
    percentage(best?.score ?? null),
    best?.label ?? '–',
    count(ms),
  ])
  const reasons = skipped.map(({ model, reason }) => [model, reason])
  return [
    shown(path),
    ...(rows.length > 0 ? ['', table(columns, rows)] : []),
    ...(skipped.length > 0
      ? [
          '',
          `${counted(skipped.length, 'network')} skipped:`,
          table([{ title: 'network' }, { title: 'reason' }], reasons),
        ]
      : []),
  ]
}
