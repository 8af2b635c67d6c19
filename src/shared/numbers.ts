const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })

/** A whole number with separators: `1,000`. */
export function count(value: number): string {
  return whole.format(value)
}

/** `1 photo`, `1,000 photos`. @param plural where it does more than add an s */
export function counted(value: number, singular: string, plural = `${singular}s`): string {
  return `${count(value)} ${value === 1 ? singular : plural}`
}
