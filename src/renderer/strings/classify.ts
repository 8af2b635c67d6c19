export const classify = {
  title: 'Classify',
  invitation: 'Drop a photo anywhere on this page to see what is in it.',
  hint: (choose: string, paste: string) => `${choose} chooses one, ${paste} pastes one.`,
  choose: 'Choose a photo',
  chooseAnother: 'Choose another',
  release: 'Release to classify',

  network: 'Answered by',
  bundled: (model: string) => `${model}, 1,000 classes of ImageNet`,
  run: (run: number) => `Run ${run}`,
  runChoice: (run: number, accuracy: string | null) =>
    accuracy === null ? `Run ${run}` : `Run ${run}, best ${accuracy} on validation`,

  answer: 'Answer',
  answers: 'Answers, the most probable first',
  spoken: (name: string, best: string, others: string) =>
    `${name}: ${best}${others === '' ? '' : `. Then ${others}`}.`,
  spokenOne: (label: string, share: string) => `${label} ${share}`,
  facts: (parts: readonly string[]) => parts.join(' · '),
  milliseconds: (number: string) => `${number} ms`,
  wakingUp: 'Loading the network. The first answer takes a few seconds, the next ones do not.',
  looking: 'Looking at the photo…',
  skipped: (name: string) => `${name} was not classified`,
  askAgain: 'Ask again',

  views: 'Ways to look at the answer',
  compare: {
    tab: 'Compare',
    title: 'By every network whose weights are here',
    table: 'Answers of the networks',
    network: 'Network',
    answer: 'Answer',
    share: 'Certainty',
    time: 'Time',
    others: (others: string) => `Then ${others}`,
    progress: (done: number, all: number) => `${done} of ${all} networks`,
    running: 'Comparing',
    stop: 'Stop',
    again: 'Compare again',
    stopped: (done: number, all: number) => `Stopped after ${done} of ${all} networks.`,
    done: (all: number) => (all === 1 ? '1 network asked.' : `${all} networks asked.`),
    more: 'More networks',
    only: 'Only the network that ships is here; the others get their weights on the page',
    models: 'Models',
    skipped: (reason: string) => `No answer: ${reason}`,
  },

  seen: {
    crop: (side: number) => `The frame is what the network sees, at ${side} × ${side} pixels.`,
    squash: (side: number) => `The network sees the whole photo, squashed to ${side} × ${side} pixels.`,
    pad: (side: number) =>
      `The network sees the whole photo, padded to a square of ${side} × ${side} pixels.`,
  },
  noPreview: 'This file cannot be shown here.',
  photo: (name: string) => `The photo ${name}`,

  strip: 'Photos to step through',
  position: (place: string, all: string) => `${place} of ${all}`,
  previous: 'Previous photo',
  next: 'Next photo',
  keys: {
    choose: 'Choose a photo',
    previous: 'Previous photo',
    next: 'Next photo',
  },
} as const

/** What may go wrong with a photo on its way to the network. */
export const errors = {
  title: 'No answer',
  noFile: 'Expected a photo, but what came holds no file: drop a file, or copy the picture itself.',
  noPath:
    'Expected a photo that lies in a file, but what was pasted lies in none: save it, then drop the file.',
  folder: (name: string) =>
    `Expected a photo, but ${name} is a folder: open it and drop the photos that are in it.`,
  empty: (name: string) =>
    `Expected a photo, but ${name} is empty (0 bytes): copy it again from where it came from.`,
  tooLarge: (largest: number) =>
    `Expected a photo of at most ${largest / 1e6} MB: make it smaller and try again.`,
  notReadable: 'Expected a photo, but this cannot be read (perhaps it is a folder): choose the photo itself.',
  notLetIn: 'This page is no longer let in: open the address that Headstart printed when it started.',
  unreachable: 'Headstart does not answer: look whether it still runs, then try again.',
  unexpected: 'Headstart answered something that this page does not understand: reload the page.',
} as const
