export const train = {} as const

export const runs = {} as const
