const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const relativeTimeFormat = new Intl.RelativeTimeFormat('en-GB', { numeric: 'always' })
const timeFormat = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const dayFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long' })
const dateFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })
const weekdayFormat = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' })
const dateTimeFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short' })

/** When something was, as one would say it now: `5 minutes ago`, `yesterday at 14:05`, `3 November`. */
export function formatRelativeTime(date: Date, now: Date): string {
  const elapsedMs = now.getTime() - date.getTime()
  if (elapsedMs < MINUTE_MS) return 'just now'
  if (elapsedMs < HOUR_MS) return relativeTimeFormat.format(-Math.floor(elapsedMs / MINUTE_MS), 'minute')
  const days = daysBetween(date, now)
  if (days === 0) return relativeTimeFormat.format(-Math.floor(elapsedMs / HOUR_MS), 'hour')
  if (days === 1) return `yesterday at ${timeFormat.format(date)}`
  if (days < 7) return `${days} days ago`
  return date.getFullYear() === now.getFullYear() ? dayFormat.format(date) : dateFormat.format(date)
}

/** The heading over what happened on one day: `Today`, `Yesterday`, `Monday 3 November`. */
export function formatDayHeading(date: Date, now: Date): string {
  const days = daysBetween(date, now)
  if (days === 0) return 'Today'
  if (days === 1) return 'Yesterday'
  return date.getFullYear() === now.getFullYear() ? weekdayFormat.format(date) : dateFormat.format(date)
}

/** The time of day, `14:05`. */
export function formatTime(date: Date): string {
  return timeFormat.format(date)
}

/** The whole date with its time, for a tooltip. */
export function formatDateTime(date: Date): string {
  return dateTimeFormat.format(date)
}

/** Calendar days between two moments in the reader's time zone; the day on which clocks change has 23 or 25 hours. */
function daysBetween(date: Date, now: Date): number {
  const midnight = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate())
  return Math.round((midnight(now) - midnight(date)) / (24 * HOUR_MS))
}
