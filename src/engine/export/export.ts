import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { z } from 'zod'
import type { exportEventSchema, exportManifestSchema } from '../../shared/contract/engine'
import { scratchModel } from '../../shared/contract/training'
import type { ExportResult } from '../../shared/contract/predictions'
import { AppError, cancelled } from '../../shared/errors'
import { modelFacts } from '../../shared/models'
import { EventQueue } from '../../shared/rpc/event-queue'
import type { Classifier } from '../classifier'
import { readRunFile } from '../head/run-file'
import type { RunFile } from '../head/run-file'
import { bundledModelFolder } from '../models/bundled'
import type { EngineParts } from '../parts'
import { makeWholeFolder } from '../whole-folder'
import { describeExport } from './metadata'
import { readSamples, scoresOf } from './samples'
import type { Sample } from './samples'
import { checkTfjs, writeTfjs } from './tfjs'

type ExportManifest = z.infer<typeof exportManifestSchema>
type ExportEvent = z.infer<typeof exportEventSchema>

/**
 * Writes a run as a model that is used without the application, together with its classes, what it takes, the licence
 * and a few photos with their scores; reads it back and compares. Cancelled, it leaves nothing.
 * @throws AppError `not-found` or `unreadable` when there is no whole head; `exists`; `cancelled`
 */
export async function* exportRun(
  parts: EngineParts,
  manifest: ExportManifest,
  signal: AbortSignal,
): AsyncGenerator<ExportEvent> {
  const events = new EventQueue<ExportEvent>()
  const written = makeWholeFolder(manifest.out, (folder) =>
    fillFolder({ parts, manifest, folder, signal, report: (event) => events.push(event) }),
  )
  written.then(
    (result) => {
      events.push({ type: 'done', result })
      events.end()
    },
    (error: unknown) => events.fail(error),
  )
  yield* events
}

interface Filling {
  readonly parts: EngineParts
  readonly manifest: ExportManifest
  /** Where everything goes for now. */
  readonly folder: string
  readonly signal: AbortSignal
  readonly report: (event: ExportEvent) => void
}

const tolerance = 0.01

/** The pieces of an export, in this order. */
const steps = ['samples', 'model', 'descriptions', 'check'] as const

async function fillFolder({ parts, manifest, folder, signal, report }: Filling): Promise<ExportResult> {
  const { device, networks } = parts
  const finish = (step: (typeof steps)[number]): void => {
    if (signal.aborted) throw cancelled()
    const done = steps.indexOf(step) + 1
    report({ type: 'progress', phase: 'writing', done, total: steps.length, unit: 'files' })
  }
  const run = await readRunFile(manifest.folder)
  using lease = await device.turn('training', () => networks.run(manifest.folder))
  const samples = await readSamples(device, lease.value, manifest.samples, signal)
  finish('samples')
  const { resources } = networks
  const model = await writeTfjs(parts, manifest.folder, folder)
  finish('model')
  const others = await writeDescriptions(run, samples, { folder, resources })
  finish('descriptions')
  const photos = samples.length > 0 ? samples : [madeUpPhoto(lease.value)]
  const tfjs = await checkTfjs(device, folder, photos)
  requireAgreement(tfjs)
  finish('check')
  return { out: manifest.out, files: [...model, ...others], checked: { tfjs } }
}

async function writeDescriptions(
  run: RunFile,
  samples: readonly Sample[],
  { folder, resources }: { folder: string; resources: string },
): Promise<ExportResult['files']> {
  const contents: [path: string, content: string | Uint8Array][] = [
    ['metadata.json', JSON.stringify(describeExport(run, samples), null, 2) + '\n'],
    ['labels.txt', labelsText(run.classes)],
    ['LICENSE', await licenceOf(run.base.model, resources)],
  ]
  // Read and written, not copied: whoever gets the export need not inherit the rights of the originals.
  for (const { path, file } of samples) contents.push([file, await readFile(path)])
  if (samples.length > 0) await mkdir(join(folder, 'samples'))
  for (const [path, content] of contents) await writeFile(join(folder, path), content, { flush: true })
  return contents.map(([path, content]) => ({ path, bytes: Buffer.byteLength(content) }))
}

/** The terms of the base's weights, where they ship with the application; else where they are to be found. */
async function licenceOf(model: string, resources: string): Promise<string | Uint8Array> {
  if (model === scratchModel)
    return 'All weights of this model were trained on its user’s own photos: the terms are theirs.\n'
  if (modelFacts(model).bundled) return readFile(join(bundledModelFolder(resources, model), 'LICENSE'))
  return (
    `The weights of ${model}, the base of this model, were taken from a file that its user chose or that Keras\n` +
    'publishes (https://keras.io/api/applications): the terms of whoever trained them hold for this model as well.\n'
  )
}

/** Scores that differ by more than rounding explains would come from a model that was put together wrongly. */
function requireAgreement(difference: number): void {
  if (difference <= tolerance) return
  throw new AppError(
    'internal',
    `The exported model should give the application's scores, and differs by ${difference}: please report this.`,
    { difference, tolerance },
  )
}

/** A class a line; a line break inside a name becomes a space, so that the lines stay the scores' order. */
function labelsText(classes: readonly string[]): string {
  return classes.map((name) => name.replace(/[\r\n]+/g, ' ') + '\n').join('')
}

/** Where no photo could be read, an even run through all values has to do. */
function madeUpPhoto(classifier: Classifier): { pixels: Uint8Array; scores: number[] } {
  const [height, width, channels] = classifier.inputShape
  const pixels = Uint8Array.from({ length: height * width * channels }, (_, place) => (place * 7) % 256)
  return { pixels, scores: [...scoresOf(classifier, pixels)] }
}
