/** Which way the project goes past an edit. */
export type Direction = 'undo' | 'redo'

/** How the columns end that say what is there now, and what shall be. */
export const sides = {
  undo: { from: 'after', to: 'before' },
  redo: { from: 'before', to: 'after' },
} as const satisfies Record<Direction, { from: string; to: string }>
