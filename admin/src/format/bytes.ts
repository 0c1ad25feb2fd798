const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB']

/** A size in steps of a thousand, as Finder and Dropbox's pages show it: `812 bytes`, `4.2 MB`, `120 MB`, `2.5 GB`. */
export function formatBytes(n: number): string {
  if (n === 1) return '1 byte'
  let value = n
  let unit = 0
  while (Math.round(value) >= 1000 && unit < UNITS.length - 1) {
    value /= 1000
    unit++
  }
  const digits = unit > 0 && value < 9.95 ? 1 : 0
  return `${value.toFixed(digits)} ${UNITS[unit]}`
}

/** How fast something goes, from bytes per second: `12 MB per second`. Null when nothing moves. */
export function formatSpeed(bytesPerSecond: number | null | undefined): string | null {
  if (!bytesPerSecond || bytesPerSecond < 1) return null
  return `${formatBytes(Math.round(bytesPerSecond))} per second`
}
