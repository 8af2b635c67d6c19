import { count, counted } from '../../shared/numbers'
import { duration, percent } from '../ui/formats'

const photosOf = (photos: number): string => counted(photos, 'photo')

/** Texts of the pages that look at labels and photos again: doubtful labels, similar photos, duplicates. */
export const review = {
  tryAgain: 'Try again',
  back: 'All photos',
  close: 'Close',
  labelled: (name: string, label: string | null) => `${name} → ${label ?? 'no class'}`,
  labelledMany: (photos: number, label: string | null) =>
    label === null ? `${photosOf(photos)} without a class` : `${photosOf(photos)} → ${label}`,
  excluded: (name: string, isOut: boolean) => `${name} ${isOut ? 'left out' : 'taken back in'}`,
  excludedMany: (photos: number, isOut: boolean) =>
    `${photosOf(photos)} ${isOut ? 'left out' : 'taken back in'}`,
  leftOut: 'left out',
  unlabelled: 'no class',
  noPreview: 'The file cannot be shown: it was moved, deleted or changed since its import.',
  doubts: {
    title: 'Doubtful labels',
    fromRun: 'Check the labels of all photos',
    meaning: (photos: number) =>
      `${photosOf(photos)} with a label are dealt into five parts. For each part a small network learns from the other four and says what it sees in this one, which it has never seen. Where that contradicts a label, the photo comes up here, the worst first.`,
    nothingChanges: 'Nothing is changed by the check itself: every label stays until you change it.',
    base: 'Network that looks at the photos',
    time: (seconds: number) =>
      `About ${duration(seconds)}, nearly all of it to look at the photos; trainings on the same network find that done.`,
    timeUnknown:
      'It takes about as long as a training on the same network; what was looked at once is not looked at again.',
    start: 'Check the labels',
    again: 'Check again',
    checking: 'The labels are being checked. The rest of Headstart can be used meanwhile.',
    failed: 'The last check did not come to an end.',
    checked: (ago: string) => `Checked ${ago}`,
    left: (left: number) => `${counted(left, 'label')} in doubt`,
    none: 'No label is in doubt.',
    noneHint: 'What was confirmed stays confirmed in the next check, too.',
    changed: (labels: number) =>
      labels === 1
        ? '1 label is new or was changed since the check.'
        : `${count(labels)} labels are new or were changed since the check.`,
    views: { one: 'One at a time', grid: 'Grid' },
    viewsLabel: 'How they are shown',
    place: (place: number, total: number) => `${count(place)} of ${count(total)}`,
    list: 'Photos whose labels are in doubt',
    hint: 'Enter: the label is right. S: what is suggested is right. 1 to 9: another class. X: leave the photo out.',
    name: (file: string, label: string, labelScore: number, suggested: string, score: number) =>
      `${file}, labelled ${label} ${percent(labelScore)}, suggested ${suggested} ${percent(score)}`,
    alternative: (label: string) => `Photo labelled ${label}`,
    labelled: 'Labelled',
    suggested: 'Suggested',
    probability: (share: number) => percent(share),
    right: (label: string) => `Keep ${label}`,
    take: (label: string) => `Change to ${label}`,
    exclude: 'Leave the photo out',
    another: 'Another class',
    confirmed: (name: string, label: string) => `${name} is ${label}`,
    more: 'Show more',
    keys: {
      group: 'Doubtful labels',
      right: 'The label is right',
      take: 'What is suggested is right',
      exclude: 'Leave the photo out',
      next: 'Next photo',
      previous: 'Photo before',
      give: (label: string) => `Change to ${label}`,
    },
  },
  similar: {
    title: 'Similar photos',
    to: (name: string) => `Photos like ${name}`,
    original: 'The photo itself',
    looking: (done: number, total: number) =>
      total === 0
        ? 'Looking at the photos…'
        : `Looking at the photos: ${count(done)} of ${count(total)}. What was looked at once is not looked at again.`,
    progress: 'Photos looked at',
    stop: 'Stop',
    stopped: 'The search was stopped.',
    none: 'There is no other photo that can be read.',
    found: (photos: number) => `The ${photosOf(photos)} that look most like it, the nearest first`,
    skipped: (photos: number) => `${photosOf(photos)} could not be read`,
    list: 'Similar photos',
    distance: (distance: number) => `distance ${distance.toFixed(3)}`,
    name: (file: string, label: string | null, distance: number, isOut: boolean) =>
      [file, label ?? 'no class', `distance ${distance.toFixed(3)}`, ...(isOut ? ['left out'] : [])].join(
        ', ',
      ),
    hint: '1 to 9 give a class, X leaves out, Space selects, Ctrl+A selects all, F looks for photos like the one in focus.',
    all: 'Select all',
    selectNone: 'Select none',
    selected: (photos: number) => `${count(photos)} selected`,
    more: 'Show more',
    keys: {
      group: 'Similar photos',
      toggle: 'Select the photo, or no longer',
      all: 'Select all',
      none: 'Select none',
      exclude: 'Leave out, or take back in',
      similar: 'Photos like this one',
    },
  },
  tiles: {
    group: 'Photos: moving',
    left: 'Photo before',
    right: 'Next photo',
    up: 'Photo above',
    down: 'Photo below',
    first: 'First photo',
    last: 'Last photo',
  },
  duplicates: {
    title: 'Duplicates',
    meaning:
      'Photos that look the same tell a network nothing new; where one is learned from and the other is tested with, the result looks better than it is.',
    distance: 'How alike',
    distances: {
      '0.01': 'Nearly every pixel',
      '0.05': 'The same scene',
      '0.1': 'Much alike',
    },
    start: 'Look for duplicates',
    again: 'Look again',
    searching: 'Photos are being compared. The rest of Headstart can be used meanwhile.',
    searched: (ago: string) => `Last search ${ago}`,
    none: 'No photos look the same.',
    settled: 'Every group has one photo left.',
    open: (groups: number, photos: number) =>
      `${counted(groups, 'group')} with ${photosOf(photos)} that look the same`,
    group: (place: number, photos: number) => `Group ${count(place)}: ${photosOf(photos)}`,
    labels: (labels: readonly string[]) => `Different labels: ${labels.join(', ')}`,
    parts: 'Both learned from and judged by',
    keep: 'Keep this one',
    keepLargest: 'Keep the largest of every group',
    kept: (photos: number) => `${photosOf(photos)} left out; one of each group stays`,
    size: (width: number, height: number) => `${count(width)} × ${count(height)}`,
    hint: 'Arrow keys move, Enter keeps the photo and leaves the others of its group out.',
    list: 'Groups of photos that look the same',
    more: 'Show more groups',
  },
} as const
