export { count, counted } from '../../shared/numbers'

/** @param share 0 to 1, or null where it is not known */
export function percentage(share: number | null): string {
  return share === null ? '–' : `${(share * 100).toFixed(1)} %`
}

/** A number with so many digits after the point; a dash where it is not known. */
export function decimal(value: number | null, digits: number): string {
  return value === null ? '–' : value.toFixed(digits)
}

/** Seconds as people say them: `0.84 s`, `12 s`, `3:05`, `1:02:03`. */
export function duration(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(seconds < 0.995 ? 2 : 1)} s`
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  const twoDigits = (part: number): string => String(part).padStart(2, '0')
  return hours > 0 ? `${hours}:${twoDigits(minutes)}:${twoDigits(rest)}` : `${minutes}:${twoDigits(rest)}`
}
