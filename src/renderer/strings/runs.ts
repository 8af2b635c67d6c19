import type { heads, runStatuses, TrainingKind } from '../../shared/contract/training'
import { count, duration, percent } from '../ui/formats'
import { counted } from '../../shared/numbers'

export const headNames: Record<(typeof heads)[number], string> = { pooled: 'Pooled', flatten: 'Flatten' }

export const statusNames: Record<(typeof runStatuses)[number], string> = {
  queued: 'Waiting',
  running: 'Running',
  done: 'Done',
  stopped: 'Stopped and kept',
  failed: 'Failed',
  interrupted: 'Interrupted',
}

export const kindNames: Record<TrainingKind, string> = {
  head: 'Head on a base',
  'fine-tune': 'Fine-tuned',
  scratch: 'From scratch',
}

/** A percentage without its sign: 95.7. */
function bare(share: number): string {
  return percent(share).replace(/\D+$/, '')
}

export const runs = {
  title: (run: number) => `Run ${run}`,
  facts: (kind: TrainingKind, base: string, head: (typeof heads)[number], epochs: number) =>
    [
      kindNames[kind],
      // A network of its own has no base, and always the same end.
      ...(kind === 'scratch' ? [] : [base, headNames[head]]),
      counted(epochs, 'epoch'),
    ].join(' · '),
  statuses: statusNames,
  kinds: kindNames,
  note: {
    label: 'Note',
    placeholder: 'Write a note about this run',
  },
  settings: {
    title: 'Settings',
    learned: (train: number, val: number) =>
      `${counted(train, 'photo')} learned from, ${count(val)} to check`,
  },
  star: {
    name: (run: number) => `Star of run ${run}`,
    give: 'Give it a star',
    take: 'Take its star away',
  },
  table: {
    title: 'Runs',
    empty: 'Nothing has been trained yet.',
    name: (run: number) => `Run ${run}`,
    columns: {
      run: 'Run',
      status: 'Status',
      kind: 'Way',
      model: 'Base',
      best: 'Best on validation',
      started: 'Started',
    },
    note: 'Note',
    none: '–',
    noAccuracy: 'not checked',
    compare: 'Compare',
    choose: (run: number) => `Choose run ${run} to be compared`,
    chooseTwo: 'Choose two runs to compare',
    compareRuns: (runs: number) => `Compare ${runs} runs`,
    compareKey: 'Compare the chosen runs',
    onlyStarred: 'Only those with a star',
    delete: 'Delete…',
    deleteRun: (run: number) => `Delete run ${run}…`,
    deleting: {
      title: (run: number) => `Delete run ${run}?`,
      what: (run: number) =>
        `What run ${run} learned, its curve and its results go for good. Photos, labels, the computed features and what was exported stay.`,
      confirm: 'Delete',
      cancel: 'Cancel',
      done: (run: number) => `Run ${run} is deleted.`,
    },
  },
  back: 'All runs',
  tryAgain: 'Try again',
  keys: { stop: 'Stop and keep the best epoch' },
  states: {
    queued: 'Waiting for its turn: one thing is computed at a time.',
    started: 'The first training of these photos computes their features; every later one is quicker.',
    failed: 'This training failed.',
    failedNext: 'Train again when the reason is out of the way. Features that were computed are not lost.',
    interrupted: 'This training was interrupted.',
    interruptedNext: 'Train again: features that were computed are not lost.',
    stopped: (epoch: number, of: number) =>
      `Stopped after epoch ${count(epoch)} of ${count(of)}; the best one is kept.`,
    endedEarly: (epoch: number, of: number) =>
      `Ended by itself after epoch ${count(epoch)} of ${count(of)}, as it got no better; the best one is kept.`,
    resumable: 'It can go on from its last whole epoch.',
    resume: 'Go on from there',
    discarded: 'This training was stopped, and nothing of it is kept.',
    missing: (run: number) => `There is no run ${run} in this project.`,
    toTrain: 'Go to Train',
  },
  numbers: {
    best: 'Best on validation',
    bestEpoch: (epoch: number) => `in epoch ${count(epoch)}`,
    between: (low: number, high: number) => `between ${bare(low)} and ${percent(high)} (95 %)`,
    noValidation: 'No photos to check',
    none: '–',
    epoch: 'Epoch',
    of: (done: number, total: number) => `${count(done)} of ${count(total)}`,
    speed: 'Speed',
    photos: 'photos',
    memory: (size: string) => `${size} of memory`,
    left: 'Time left',
    took: 'Took',
    seconds: (features: number, training: number) =>
      `features ${duration(features)}, training ${duration(training)}`,
  },
  curve: {
    loss: 'Loss',
    accuracy: 'Accuracy',
    epoch: 'Epoch',
    training: 'Training',
    validation: 'Validation',
    batch: 'Batches',
    seconds: 'Seconds',
    waiting: 'The curve begins with the first epoch.',
    summary: (what: string, epoch: number, training: string, validation: string | null) =>
      `${what} over ${counted(epoch, 'epoch')}. Last: training ${training}${validation === null ? '' : `, validation ${validation}`}.`,
    show: 'Show numbers',
    caption: 'Loss and accuracy of every epoch',
    bestMark: 'best',
    leftOut: (epochs: number) => `${counted(epochs, 'earlier epoch')} left out here`,
  },
  result: {
    title: 'Result',
    right: (accuracy: number, photos: number, [low, high]: readonly [number, number]) =>
      `Right on ${percent(accuracy)} of ${counted(photos, 'photo')} it had not seen; between ${bare(low)} and ${bare(high)}.`,
    rightOf: (accuracy: number, photos: number, [low, high]: readonly [number, number]) =>
      `Right on ${percent(accuracy)} of ${counted(photos, 'photo')}; between ${bare(low)} and ${bare(high)}.`,
    interval:
      'With this many photos, the accuracy on others like them is most probably (95 %) within these two numbers.',
    changed: (then: number) =>
      `While it trained it was right on ${percent(then)}. The validation photos or their labels have changed since, so some of these may be photos that it learned from.`,
    checkStopped: 'The check was stopped before it was done.',
    check: 'Check on the validation photos',
    noValidation: 'There were no photos set aside to check, so nobody can say how good it is on new photos.',
    noValidationNext: 'Split the photos 80/20 on the Train page and train again.',
  },
  matrix: {
    title: 'What was taken for what',
    caption: 'Rows: what the photos are. Columns: what they were taken for. Percentages are of the row.',
    truth: 'Is',
    predicted: 'Taken for',
    total: 'Photos',
    cell: (photos: number, label: string, predicted: string) =>
      `${counted(photos, 'photo')} of ${label} taken for ${predicted}`,
    /** What follows the count, for those who do not see the table around it. */
    rest: (photos: number, label: string, predicted: string) =>
      `${photos === 1 ? 'photo' : 'photos'} of ${label} taken for ${predicted},`,
  },
  classes: {
    title: 'Class by class',
    label: 'Class',
    precision: 'Precision',
    precisionHint: 'Of the photos taken for this class, how many are of it',
    recall: 'Recall',
    recallHint: 'Of the photos of this class, how many were found',
    f1: 'F1',
    f1Hint: 'The harmonic mean of both',
    photos: 'Photos',
    none: '–',
    noneHint: 'Nothing to count',
  },
  worst: {
    title: 'The most confident mistakes',
    none: 'No mistakes.',
    is: 'labelled',
    takenFor: 'taken for',
    sure: (score: number) => `${percent(score)} sure`,
    show: 'Show the photo large',
    shown: (label: string, predicted: string) => `Labelled ${label}, taken for ${predicted}`,
    alternative: (label: string) => `A photo labelled ${label}`,
    close: 'Close',
    noPreview: 'This photo cannot be shown.',
  },
  skipped: {
    title: (photos: number) => `${counted(photos, 'photo')} left out`,
    more: (photos: number) => `and ${count(photos)} more`,
  },
  next: {
    title: 'Next',
    classify: 'Classify with it',
    export: 'Export',
    again: 'Train again',
  },
  discarding: {
    title: 'Discard this training?',
    what: 'What it has learned so far goes for good. Features that were computed stay.',
    confirm: 'Discard',
    cancel: 'Go on training',
  },
} as const
