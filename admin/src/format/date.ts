import { locale, t } from '../texts/texts.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const relativeTimeFormat = new Intl.RelativeTimeFormat(locale, { numeric: 'always' })
const timeFormat = new Intl.DateTimeFormat(locale, { timeStyle: 'short' })
const timeOfSecondFormat = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' })
const dayFormat = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' })
const dateFormat = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' })
const weekdayFormat = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' })
const longDateFormat = new Intl.DateTimeFormat(locale, { dateStyle: 'long' })
const dateTimeFormat = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short' })

/**
 * Formats a time relative to now: `5 minutes ago`, `yesterday at 2:05 PM`, `Nov 3`, `in 5 minutes`. Less than a minute
 * ahead is `just now`, because the server's clock may differ from the reader's.
 */
export function formatRelativeTime(date: Date, now: Date): string {
  const elapsedMs = now.getTime() - date.getTime()
  if (elapsedMs <= -48 * HOUR_MS) return relativeTimeFormat.format(Math.round(-elapsedMs / (24 * HOUR_MS)), 'day')
  if (elapsedMs <= -HOUR_MS) return relativeTimeFormat.format(Math.round(-elapsedMs / HOUR_MS), 'hour')
  if (elapsedMs <= -MINUTE_MS) return relativeTimeFormat.format(Math.round(-elapsedMs / MINUTE_MS), 'minute')
  if (elapsedMs < MINUTE_MS) return t('format.justNow')
  if (elapsedMs < HOUR_MS) return relativeTimeFormat.format(-Math.floor(elapsedMs / MINUTE_MS), 'minute')
  const days = daysBetween(date, now)
  if (days === 0) return relativeTimeFormat.format(-Math.floor(elapsedMs / HOUR_MS), 'hour')
  if (days === 1) return t('format.yesterdayAt', { time: timeFormat.format(date) })
  if (days < 7) return relativeTimeFormat.format(-days, 'day')
  return date.getFullYear() === now.getFullYear() ? dayFormat.format(date) : dateFormat.format(date)
}

/** Formats the heading of a day: `Today`, `Yesterday`, `Tuesday, November 3`. */
export function formatDayHeading(date: Date, now: Date): string {
  const days = daysBetween(date, now)
  if (days === 0) return t('format.today')
  if (days === 1) return t('format.yesterday')
  return date.getFullYear() === now.getFullYear() ? weekdayFormat.format(date) : longDateFormat.format(date)
}

/** Formats a date: `Nov 3, 2026`. */
export function formatDate(date: Date): string {
  return dateFormat.format(date)
}

/** Formats the time of day: `2:05 PM`. */
export function formatTime(date: Date): string {
  return timeFormat.format(date)
}

/** Formats the time of day to the second: `2:05:09 PM`. */
export function formatTimeOfSecond(date: Date): string {
  return timeOfSecondFormat.format(date)
}

/** Formats a time in a time zone, which it names: `Tue, Dec 1, 2026, 8:00 AM GMT+1`. */
export function formatTimeInZone(date: Date, timeZone: string): string {
  return new Intl.DateTimeFormat(locale, {
    ...{ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
    ...{ hour: 'numeric', minute: '2-digit', timeZone, timeZoneName: 'short' },
  }).format(date)
}

/** Formats the whole date with its time, for a tooltip. */
export function formatDateTime(date: Date): string {
  return dateTimeFormat.format(date)
}

/** Calendar days between two times in the reader's time zone. Days on which clocks change have 23 or 25 hours. */
function daysBetween(date: Date, now: Date): number {
  const midnight = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate())
  return Math.round((midnight(now) - midnight(date)) / (24 * HOUR_MS))
}
