/** Texts that stand around every page. */
export const frame = {
  application: 'Headstart',
  pages: { start: 'Start', photos: 'Photos', train: 'Train', classify: 'Classify', export: 'Export' },
} as const
