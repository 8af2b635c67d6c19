import { InvalidArgumentError, Option } from 'commander'
import type { Command } from 'commander'
import { z } from 'zod'
import { describeIssues } from '../shared/errors'

/** Options that every command takes, before or after its name. */
export interface GlobalOptions {
  readonly json?: true
  readonly project?: string
  readonly device: 'auto' | 'cpu' | 'gpu'
  readonly threads?: number
  readonly verbose?: true
}

export function addGlobalOptions(program: Command): Command {
  return program
    .option('--json', 'print one JSON document and nothing else')
    .option('--project <dir>', 'the project (default: HEADSTART_PROJECT, else the nearest folder upwards)')
    .addOption(choice('--device <device>', 'what computes', ['auto', 'cpu', 'gpu']).default('auto'))
    .option('--threads <n>', 'threads of TensorFlow', numberFor(z.int().min(1).max(1024)))
    .option('--verbose', 'show stack traces and the chatter of TensorFlow')
}

/** An option that takes one of a few words. */
export function choice(flags: string, description: string, words: readonly string[]): Option {
  return new Option(flags, description).choices(words)
}

/** Reads an option's text as words between commas. */
export function words(text: string): string[] {
  return text.split(',').map((word) => word.trim())
}

/** Reads an option's text as a number that the schema accepts; what it does not accept is wrong usage. */
export function numberFor(schema: z.ZodType): (text: string) => number {
  return (text) => {
    // `Number` takes an empty text for 0.
    const value = text.trim() === '' ? Number.NaN : Number(text)
    const { error } = schema.safeParse(value)
    if (!error) return value
    throw new InvalidArgumentError(`${Number.isNaN(value) ? 'A number is expected' : issuesOf(error)}.`)
  }
}

/**
 * The settings of a call as its contract takes them, defaults filled in.
 * @throws CommanderError with status 2 when they do not fit together
 */
export function settingsFor<Schema extends z.ZodType>(
  command: Command,
  schema: Schema,
  settings: z.input<Schema>,
): z.output<Schema> {
  const { data, error } = schema.safeParse(settings)
  if (error) return command.error(`error: ${describeIssues(error).replace(/^value: /, '')}`)
  return data as z.output<Schema>
}

function issuesOf(error: z.ZodError): string {
  return error.issues.map(({ message }) => message).join('; ')
}

/** Puts examples under a command's help. */
export function examples(command: Command, ...lines: string[]): Command {
  const title = lines.length === 1 ? 'Example' : 'Examples'
  return command.addHelpText(
    'after',
    `\n${title}:\n${lines.map((line) => `  $ headstart ${line}`).join('\n')}`,
  )
}
