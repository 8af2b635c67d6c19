import { count } from '../../shared/numbers'

export { count }

/** A share of 0 to 1 in percent: 98.5 %. */
export function percent(share: number, digits = 1): string {
  return `${(100 * share).toFixed(digits)} %`
}

/** Seconds as people say them: `0.4 s`, `12 s`, `3:05`, `1:02:03`. */
export function duration(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}

/** A size in powers of ten, as files are sold: 9.4 MB. */
export function bytes(size: number): string {
  const units = ['kB', 'MB', 'GB', 'TB']
  if (size < 1000) return `${count(size)} B`
  const power = Math.min(units.length, Math.floor(Math.log10(size) / 3))
  // What rounds up to 1,000 of a unit is 1 of the next one.
  const inPower = size / 1000 ** power
  const [value, unit] =
    inPower >= 999.5 && power < units.length ? [inPower / 1000, power] : [inPower, power - 1]
  return `${short(value)} ${units[unit]}`
}

/** How many a second: `35 photos/s`, and below one a second how many a minute. */
export function rate(perSecond: number, unit: string): string {
  return perSecond < 1 ? `${short(60 * perSecond)} ${unit}/min` : `${short(perSecond)} ${unit}/s`
}

/** Two digits where there are few, whole numbers where there are many. */
function short(value: number): string {
  return value < 9.95 ? value.toFixed(1) : count(value)
}

const steps = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })

/** How long ago a time was: `2 hours ago`, `yesterday`, `just now`. @param now milliseconds since 1970 */
export function ago(iso: string, now: number): string {
  const seconds = (now - Date.parse(iso)) / 1000
  const [unit, size] = steps.find(([, length]) => seconds >= length) ?? []
  return unit ? relative.format(-Math.floor(seconds / size), unit) : 'just now'
}
