import type { Command } from 'commander'
import type { z } from 'zod'
import { className, photoReferencesSchema } from '../../shared/contract/labels'
import type { EditResult } from '../../shared/contract/labels'
import { examples, settingsFor } from '../options'
import type { RunCommand, Session } from '../session'

type PhotoReferences = z.output<typeof photoReferencesSchema>

export function addLabel(program: Command, run: RunCommand): void {
  const label = program
    .command('label')
    .description('give photos a class, which is made where it is not there yet')
    .argument('<photo...>', 'numbers as `images` lists them, or paths')
    .requiredOption('--as <class>', 'the class')
    .action((photos: string[], options: { as: string }, self: Command) => {
      const name = settingsFor(self, className, options.as)
      return labelPhotos(self, run, photos, name)
    })
  const unlabel = program
    .command('unlabel')
    .description('take the class off photos')
    .argument('<photo...>', 'numbers as `images` lists them, or paths')
    .action((photos: string[], _options: unknown, self: Command) => labelPhotos(self, run, photos, null))
  examples(label, 'label 12 15 --as cat', 'label photos/tom.jpg --as cat')
  examples(unlabel, 'unlabel 12 15')
}

function labelPhotos(
  self: Command,
  run: RunCommand,
  photos: readonly string[],
  label: string | null,
): Promise<void> {
  return editPhotos(self, run, photos, ({ client }, references) =>
    client['photos.label']({ ...references, label }),
  )
}

/** Makes an edit of photos that are named by numbers or paths, and says what it did. */
export function editPhotos(
  self: Command,
  run: RunCommand,
  photos: readonly string[],
  edit: (session: Session, references: PhotoReferences) => Promise<EditResult>,
): Promise<void> {
  const references = readReferences(self, photos)
  return run(self, 'required', async (session) => {
    const located = 'paths' in references ? { paths: references.paths.map(session.absolute) } : references
    printEdit(session, await edit(session, located))
    return 0
  })
}

/** A number is a photo's number; a file that is called so can be named as `./12`. */
function readReferences(self: Command, photos: readonly string[]): PhotoReferences {
  const numbers = photos.filter((photo) => /^\d+$/.test(photo))
  if (numbers.length > 0 && numbers.length < photos.length) {
    const path = photos.find((photo) => !numbers.includes(photo))
    return self.error(`error: Either numbers or paths are expected, not ${numbers[0]} beside ${path}`)
  }
  const references = numbers.length > 0 ? { photos: numbers.map(Number) } : { paths: [...photos] }
  return settingsFor(self, photoReferencesSchema, references)
}

/** What an edit did, in one line that begins as a sentence does. */
export function printEdit({ print }: Pick<Session, 'print'>, result: EditResult, prefix = ''): void {
  const { description } = result
  const sentence =
    prefix === '' ? description.charAt(0).toUpperCase() + description.slice(1) : prefix + description
  print(result, () => [`${sentence}.`])
}
