/** Every text of the window, in one place. */
export const strings = {
  application: 'Headstart',
  classify: {
    invitation: 'Drop a photo here, or paste one.',
    hint: 'Ctrl+V pastes',
    choose: 'Choose a photo…',
    chooseAnother: 'Choose another…',
    release: 'Release to classify',
    working: 'Looking at the photo…',
    answer: 'Answer',
    crop: 'The frame is what the network sees',
    noPreview: 'The browser cannot show this format; the answer is not affected.',
    photoAlternative: (name: string) => `The photo ${name}`,
    model: (name: string, milliseconds: number) => `${name} · ${milliseconds} ms`,
  },
  errors: {
    title: 'No answer',
    noFile: 'Expected a photo, but what came holds no file: drop a file, or copy the picture itself.',
    notLetIn: 'This page is no longer let in: open the address that Headstart printed when it started.',
    unreachable: 'Headstart does not answer: look whether it still runs, then try again.',
    unexpected: 'Headstart answered something that this page does not understand: reload the page.',
  },
} as const
