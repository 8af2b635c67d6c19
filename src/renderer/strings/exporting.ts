import type { exportFormats } from '../../shared/contract/predictions'

type Format = (typeof exportFormats)[number]

/** Every format with its name and where it is used: one that is missing here does not compile. */
const formats: Record<Format, { readonly name: string; readonly use: string }> = {
  tfjs: {
    name: 'TensorFlow.js',
    use: 'For web pages and Node: the whole network, which takes pixels of 0 to 255 and gives a score a class.',
  },
}

export const exporting = {
  title: 'Export',
  lead: 'Takes a trained model away, in a folder that works without Headstart.',

  noRuns: 'Nothing to export yet: train a model first.',
  noRunsHint: 'Alt+2 goes there.',
  train: 'Train',
  loading: 'Looking for trained models…',

  run: 'Run',
  runChoice: (run: number, model: string, accuracy: string | null) =>
    [`Run ${run}`, model, ...(accuracy === null ? [] : [`best ${accuracy} on validation`])].join(' · '),
  formats,
  format: 'Format',
  noFormat: 'Choose at least one format.',
  folder: 'Folder',
  folderHint: 'It has to be new or empty; it is made where it is not there yet.',
  notAbsolute: 'Expected the whole path of a folder, from the top.',
  choose: 'Choose…',
  chooseTitle: 'Where to export to',
  chooseButton: 'Export into it',
  start: 'Export',
  starting: 'Starting…',
  instead: (folder: string) => `Use ${folder}`,

  progress: (run: number) => `Export of run ${run}`,
  nothingWritten: 'Nothing was written.',

  result: (run: number) => `Run ${run} is exported`,
  reveal: 'Show in folder',
  copy: 'Copy the path',
  copied: 'Copied',
  /** @param difference between scores, which go from 0 to 1 */
  checked: (format: Format, difference: string) =>
    `Read back as ${formats[format].name} and asked about photos: the largest difference to the application's own scores is ${difference}.`,
  exact: 'There is none at all.',
  rounding: 'Scores go from 0 to 1, so that is rounding: the answers are the same.',
  noticeable: 'Scores go from 0 to 1: where two classes are this close, the answer may be another one.',
  files: (files: string, size: string) => `${files} files, ${size}`,
  fileColumn: 'File',
  sizeColumn: 'Size',

  usage: 'How to use it',
  usageCode: "const model = await tf.loadLayersModel('…/model.json')",
  usageLines: [
    'model.json and the .bin files beside it are the network, which TensorFlow.js loads:',
    'It takes photos as metadata.json says (size, fit), as numbers of 0 to 255, and gives a score a class, in the order of labels.txt.',
    "samples holds a few photos with the application's own scores in metadata.json, to compare; LICENSE goes along with the network.",
  ],
} as const
