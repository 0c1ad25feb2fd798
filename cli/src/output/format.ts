/** Replaces what would control a terminal: names of files and people are in these texts. */
export const plainText = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '�')

export const formatCount = (value: number): string => value.toLocaleString('en-US')

/** Formats a number of files, or of other things with a plural in -s. */
export const formatCountOf = (value: number, noun: string): string =>
  `${formatCount(value)} ${noun}${value === 1 ? '' : 's'}`

const byteUnits = ['bytes', 'kB', 'MB', 'GB', 'TB']

/** Formats a size in bytes with three digits, such as 1.23 GB. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return formatCountOf(bytes, 'byte')
  const power = Math.min(Math.floor(Math.log10(bytes) / 3 + 1e-9), byteUnits.length - 1)
  return `${Number((bytes / 1000 ** power).toPrecision(3))} ${byteUnits[power]}`
}

/** Formats a duration, such as 45 s, 3 min, or 2 h 5 min. */
export function formatSeconds(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s`
  const minutes = Math.ceil(seconds / 60)
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** Formats a time of the API in the zone of this machine, to the minute. */
export const formatTime = (time: string): string =>
  new Date(time).toLocaleString('sv-SE', { dateStyle: 'short', timeStyle: 'short' })

/** Turns an enum value such as WAITING_FOR_VIDEOS into words. */
export const formatEnum = (value: string): string => {
  const words = value.toLowerCase().replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Draws a bar of this width. Null: how much is done is not known yet. */
export function progressBar(percent: number | null, width: number): string {
  const filled = Math.round((Math.min(Math.max(percent ?? 0, 0), 100) / 100) * width)
  return '█'.repeat(filled) + '░'.repeat(width - filled)
}

/** Aligns the columns of a table. The last one keeps its length. */
export function formatTable(rows: string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => [...(row[column] ?? '')].length)))
  return rows
    .map(row =>
      row
        .map((cell, column) => pad(cell, widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

const pad = (text: string, width: number) => text + ' '.repeat(width - [...text].length)
