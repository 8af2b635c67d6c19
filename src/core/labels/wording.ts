const grouped = new Intl.NumberFormat('en-US')

/** `1,000`. */
export function count(value: number): string {
  return grouped.format(value)
}

/** `1 photo`, `1,000 photos`. */
export function counted(value: number, singular: string): string {
  return `${count(value)} ${value === 1 ? singular : `${singular}s`}`
}
