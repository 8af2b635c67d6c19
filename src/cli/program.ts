import { Command } from 'commander'
import { addClasses } from './commands/classes'
import { addClassify } from './commands/classify'
import { addCompare } from './commands/compare'
import { addDoctor } from './commands/doctor'
import { addEvaluate } from './commands/evaluate'
import { addExclude } from './commands/exclude'
import { addExport } from './commands/export'
import { addFeatures } from './commands/features'
import { addHistory } from './commands/history'
import { addImages } from './commands/images'
import { addImport } from './commands/import'
import { addInit } from './commands/init'
import { addLabel } from './commands/label'
import { addLabels } from './commands/labels'
import { addModels } from './commands/models'
import { addRuns } from './commands/runs'
import { addServe } from './commands/serve'
import { addDuplicates, addSimilar } from './commands/similar'
import { addSplit } from './commands/split'
import { addSuggest } from './commands/suggest'
import { addTrain } from './commands/train'
import { addGlobalOptions, examples } from './options'
import { commandRunner } from './session'
import type { ExitStatus, Surroundings } from './surroundings'

/** The grammar of the command line; `onStatus` is told with which status a command that ran wishes to leave. */
export function createProgram(surroundings: Surroundings, onStatus: (status: ExitStatus) => void): Command {
  const { stdout, stderr, version } = surroundings
  const program = addGlobalOptions(new Command('headstart'))
    .description('Label photos, train image classifiers and classify photos on your own computer.')
    .version(version, '--version', 'print the version')
    .helpOption('--help', 'show this')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      // Wrong usage is told where every other failure is told.
      outputError: () => undefined,
    })
    .exitOverride()
  examples(program, 'classify photo.jpg', 'init pets', 'import photos --project pets', 'train --project pets')
  const run = commandRunner(surroundings, onStatus)
  for (const add of [
    addClassify,
    addCompare,
    addModels,
    addFeatures,
    addInit,
    addImport,
    addImages,
    addLabel,
    addExclude,
    addClasses,
    addHistory,
    addSplit,
    addTrain,
    addRuns,
    addEvaluate,
    addSuggest,
    addLabels,
    addSimilar,
    addDuplicates,
    addExport,
    addDoctor,
  ]) {
    add(program, run)
  }
  addServe(program, run, surroundings)
  return program
}
