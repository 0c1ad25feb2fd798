import { locale } from '../texts/texts.ts'

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/** Formats a size in steps of 1,000, as Finder and Dropbox show it: `812 bytes`, `4.2 MB`, `120 MB`, `2.5 GB`. */
export function formatBytes(bytes: number): string {
  return formatUnit(bytes, '')
}

/** Formats bytes per second: `12 MB/s`. Returns null below one byte per second. */
export function formatSpeed(bytesPerSecond: number | null | undefined): string | null {
  if (!bytesPerSecond || bytesPerSecond < 1) return null
  return formatUnit(Math.round(bytesPerSecond), '-per-second')
}

function formatUnit(bytes: number, suffix: '' | '-per-second'): string {
  let value = bytes
  let unit = 0
  while (Math.round(value) >= 1000 && unit < UNITS.length - 1) {
    value /= 1000
    unit++
  }
  const digits = unit > 0 && value < 9.95 ? 1 : 0
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: `${UNITS[unit]}${suffix}`,
    unitDisplay: unit === 0 && !suffix ? 'long' : 'short',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value)
}
