import { count, counted } from '../../shared/numbers'
import type { SplitName } from '../../shared/contract/photos'
import { percent } from '../ui/formats'

const parts: Record<SplitName, string> = { train: 'Training', val: 'Validation', test: 'Test' }

/** Texts of what a run is worth, and of the photos behind its numbers. */
export const evaluation = {
  parts,
  partsLabel: 'Photos that it is checked with',
  unscored: (photos: number) => `${counted(photos, 'photo')} without an answer are not in these numbers.`,
  answer: 'Have them answered',
  relabelled: (photos: number) =>
    photos === 1
      ? 'One of these photos has another label now than the run was trained with.'
      : `${count(photos)} of these photos have another label now than the run was trained with.`,
  again: 'Train again',
  noPhotos: (part: SplitName) => `There are no photos in the part ${parts[part].toLowerCase()}.`,
  calibration: {
    title: 'Can its confidence be trusted?',
    confidence: 'How sure it was',
    accuracy: 'How often it was right',
    point: (photos: number) => counted(photos, 'photo'),
    summary: (error: number | null) =>
      error === null
        ? 'How often answers were right, by how sure they were.'
        : `How often answers were right, by how sure they were. On average they lie ${percent(error)} apart.`,
    error: (error: number) => `off by ${percent(error)}`,
    numbers: 'Show numbers',
    range: 'Sure',
    rangeOf: (from: number, to: number) => `${percent(from, 0)} to ${percent(to, 0)}`,
    photos: 'Photos',
    right: 'Right',
    none: '–',
  },
  thresholds: {
    title: (positive: string) => `Where to draw the line for ${positive}`,
    roc: 'Found against falsely found',
    precisionRecall: 'Precision against recall',
    falsePositives: 'Falsely found',
    truePositives: 'Found',
    precision: 'Precision',
    recall: 'Recall',
    auc: (auc: number) => `area ${auc.toFixed(3)}`,
    averagePrecision: (precision: number) => `average precision ${precision.toFixed(3)}`,
    rocSummary: (positive: string, auc: number | null) =>
      `ROC curve for ${positive}${auc === null ? '' : `, area under it ${auc.toFixed(3)}`}.`,
    precisionRecallSummary: (positive: string, precision: number | null) =>
      `Precision and recall for ${positive}${precision === null ? '' : `, average precision ${precision.toFixed(3)}`}.`,
  },
  files: {
    report: 'Write a report…',
    history: 'Write its curve as CSV…',
    reportTitle: 'Where the report goes',
    historyTitle: 'Where the CSV goes',
    here: 'Write it here',
    written: (path: string) => `Written: ${path}`,
  },
  photos: {
    title: 'Photos behind the numbers',
    back: (run: number) => `Run ${run}`,
    what: {
      cell: (label: string, predicted: string) => `labelled ${label}, taken for ${predicted}`,
      label: (label: string) => `labelled ${label}`,
      predicted: (predicted: string) => `taken for ${predicted}`,
      sure: (from: number, to: number) => `${percent(from, 0)} to ${percent(to, 0)} sure`,
      wrong: 'mistakes',
      right: 'right answers',
      all: 'all answers',
    },
    heading: (photos: number, part: SplitName, what: string) =>
      `${counted(photos, 'photo')} of the part ${parts[part].toLowerCase()}: ${what}`,
    none: 'There are no such photos, or none any more.',
    order: 'Order',
    orders: { worst: 'Worst first', best: 'Best first', unsure: 'Least sure first' },
    list: 'Photos',
    labelled: 'labelled',
    takenFor: 'taken for',
    sure: (score: number) => `${percent(score)} sure`,
    was: (label: string) => `trained as ${label}`,
    more: 'Show more',
    keys: {
      group: 'Photos of a run',
      large: 'Show the photo large',
      exclude: 'Leave the photo out of trainings and checks',
    },
    changed: (file: string, label: string | null) =>
      label === null ? `${file}: label taken away` : `${file}: ${label}`,
    excluded: (file: string) => `${file} is left out of trainings and checks`,
    hint: 'A key corrects the label: the number of the class, X to leave the photo out, Ctrl+Z to take it back.',
    close: 'Close',
    noPreview: 'This photo cannot be shown.',
    tryAgain: 'Try again',
  },
} as const
