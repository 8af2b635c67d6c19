/** Strokes on a ground of 24 by 24, drawn in the colour of the text beside them. */
export const icons = {
  start: 'M4 11.5 12 5l8 6.5M6.5 10v9h11v-9',
  photos: 'M4 5h16v14H4zM4 15.5l4.5-4 3.5 3 3-2.5 5 4.5M9 9.5h.01',
  runs: 'M5 19V9M10 19V5M15 19v-7M20 19V8',
  star: 'm12 4 2.4 5 5.6.8-4 3.9.9 5.5L12 16.6l-4.9 2.6.9-5.5-4-3.9 5.6-.8z',
  train: 'M4 19h16M5 16c3 0 3.5-8 7-8s4-2.5 7-2.5',
  classify: 'M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M8.5 12.5l2.5 2.5 4.5-6',
  export: 'M12 15V4M8 8l4-4 4 4M5 14v5h14v-5',
  models: 'M5 5h5v5H5zM14 14h5v5h-5zM5 14h5v5H5zM7.5 10v4M10 16.5h4M10 7.5h6.5V14',
  file: 'M6.5 3.5h7l4 4v13h-11zM13.5 3.5v4h4',
  keys: 'M3.5 7h17v10h-17zM7 10.5h.01M10.5 10.5h.01M14 10.5h.01M17.5 10.5h.01M8 14h8',
  undo: 'M8 5 4 9l4 4M4.5 9H14a5.5 5.5 0 0 1 0 11h-4',
  redo: 'm16 5 4 4-4 4M19.5 9H10a5.5 5.5 0 0 0 0 11h4',
  down: 'm7 10 5 5 5-5',
  close: 'M6 6l12 12M18 6 6 18',
  folder: 'M3.5 18.5v-13h6l2 2.5h9v10.5z',
  project: 'M3.5 18.5v-13h6l2 2.5h9v10.5zM9.5 13l2 2 3.5-4',
  plus: 'M12 5v14M5 12h14',
  sample: 'M9 4v6l-4.5 8.5A1 1 0 0 0 5.4 20h13.2a1 1 0 0 0 .9-1.5L15 10V4M7.5 4h9M7.5 14.5h9',
} as const

export type IconName = keyof typeof icons
