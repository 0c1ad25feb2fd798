const MINUTE = 60_000
const HOUR = 60 * MINUTE
const relative = new Intl.RelativeTimeFormat('en-GB', { numeric: 'always' })
const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long' })
const dayOfYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })
const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' })
const full = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short' })

/** When something was, as one would say it now: `5 minutes ago`, `yesterday at 14:05`, `3 November`. */
export function ago(then: Date, now: Date): string {
  const passed = now.getTime() - then.getTime()
  if (passed < MINUTE) return 'just now'
  if (passed < HOUR) return relative.format(-Math.floor(passed / MINUTE), 'minute')
  const days = daysBetween(then, now)
  if (days === 0) return relative.format(-Math.floor(passed / HOUR), 'hour')
  if (days === 1) return `yesterday at ${time.format(then)}`
  if (days < 7) return `${days} days ago`
  return then.getFullYear() === now.getFullYear() ? day.format(then) : dayOfYear.format(then)
}

/** The heading over what happened on one day: `Today`, `Yesterday`, `Monday 3 November`. */
export function dayName(then: Date, now: Date): string {
  const days = daysBetween(then, now)
  if (days === 0) return 'Today'
  if (days === 1) return 'Yesterday'
  return then.getFullYear() === now.getFullYear() ? weekday.format(then) : dayOfYear.format(then)
}

/** The time of day, `14:05`. */
export function timeOfDay(then: Date): string {
  return time.format(then)
}

/** The whole date with its time, for a tooltip. */
export function exactly(then: Date): string {
  return full.format(then)
}

/** Calendar days between two moments in the reader's time zone; the day on which clocks change has 23 or 25 hours. */
function daysBetween(then: Date, now: Date): number {
  const midnight = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate())
  return Math.round((midnight(now) - midnight(then)) / (24 * HOUR))
}
