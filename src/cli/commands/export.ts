import { extname } from 'node:path'
import type { Command } from 'commander'
import { InvalidArgumentError } from 'commander'
import { exportFormats, exportResultSchema, exportSettingsSchema } from '../../shared/contract/predictions'
import type { ExportResult, ExportSettings } from '../../shared/contract/predictions'
import { followJob } from '../follow-job'
import { examples, settingsFor } from '../options'
import { count, counted } from '../output/numbers'
import { table } from '../output/table'
import type { RunCommand, Session } from '../session'
import { runNumber } from './runs'

type Formats = ExportSettings['formats']

interface ExportOptions {
  readonly run: number
  readonly out: string
  readonly format: Formats
}

export function addExport(program: Command, run: RunCommand): void {
  const command = program
    .command('export')
    .description('take a trained model away, ready for the place of use')
    .requiredOption('--run <n>', 'number of the run', runNumber)
    .requiredOption('--out <dir>', 'a folder that does not exist yet or is empty', outputFolder)
    .option(
      '--format <names>',
      `formats, with commas between them: ${exportFormats.join(', ')}`,
      readFormats,
      ['tfjs'],
    )
    .action(({ run: number, out, format }: ExportOptions, self: Command) =>
      run(self, 'required', async (session) => {
        const wished = { run: number, out: session.absolute(out), formats: format }
        const { job } = await session.client['runs.export'](settingsFor(self, exportSettingsSchema, wished))
        const { result, stopped } = await followJob(session, job, exportResultSchema)
        session.print(result, () => describeExport(result, session))
        return stopped ? 130 : 0
      }),
    )
  examples(command, 'export --run 1 --out pets-model', 'export --run 1 --out pets-model --format tfjs')
}

/** A folder named like an archive would only mislead. */
function outputFolder(text: string): string {
  if (extname(text).toLowerCase() !== '.zip') return text
  throw new InvalidArgumentError('A folder is expected; zip archives cannot be written yet.')
}

function readFormats(text: string): Formats {
  return text.split(',').map((name) => {
    const found = exportFormats.find((format) => format === name.trim())
    if (found) return found
    throw new InvalidArgumentError(`Expected one or more of ${exportFormats.join(', ')}.`)
  })
}

function describeExport({ out, files, checked }: ExportResult, { shown }: Session): string[] {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  const rows = files.map((file) => [file.path, count(file.bytes)])
  return [
    table([{ title: 'file' }, { title: 'bytes', align: 'right' }], rows),
    '',
    `${counted(files.length, 'file')}, ${count(bytes)} bytes in ${shown(out)}.`,
    ...Object.entries(checked).map(
      ([format, difference]) =>
        `Checked ${format}: its scores differ from the application's by at most ${difference.toExponential(1)}.`,
    ),
  ]
}
