export const classify = {
  invitation: 'Drop a photo here, or paste one.',
  hint: 'Ctrl+V pastes',
  choose: 'Choose a photo…',
  chooseAnother: 'Choose another…',
  release: 'Release to classify',
  working: 'Looking at the photo…',
  answer: 'Answer',
  predictions: 'Answers, the most probable first',
  crop: 'The frame is what the network sees',
  noPreview: 'The browser cannot show this file; Headstart may read it all the same.',
  photoAlternative: (name: string) => `The photo ${name}`,
  model: (name: string, milliseconds: number) => `${name} · ${milliseconds} ms`,
} as const

export const errors = {
  title: 'No answer',
  noFile: 'Expected a photo, but what came holds no file: drop a file, or copy the picture itself.',
  tooLarge: (largest: number) =>
    `Expected a photo of at most ${largest / 1e6} MB: make it smaller and try again.`,
  notReadable:
    'Expected a photo, but this cannot be read (perhaps it is a folder): choose the photo itself.',
  notLetIn: 'This page is no longer let in: open the address that Headstart printed when it started.',
  unreachable: 'Headstart does not answer: look whether it still runs, then try again.',
  unexpected: 'Headstart answered something that this page does not understand: reload the page.',
} as const
