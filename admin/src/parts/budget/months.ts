import { locale } from '../../texts/texts.ts'

const monthFormat = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' })
const shortMonthFormat = new Intl.DateTimeFormat(locale, { month: 'short', timeZone: 'UTC' })
const dateFormat = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' })

/** Parses a month of the address (`2026-11`) and returns its first day. Returns null if it is not a month. */
export function parseMonthParam(param: string | null): string | null {
  return param && /^\d{4}-(0[1-9]|1[0-2])$/.test(param) ? `${param}-01` : null
}

/** Adds months to the month of `firstDay`, and returns the result as the address contains it: `2026-12`. */
export function addMonths(firstDay: string, months: number): string {
  const date = new Date(`${firstDay}T00:00:00Z`)
  date.setUTCMonth(date.getUTCMonth() + months)
  return date.toISOString().slice(0, 7)
}

/** Formats the month of its first day: `November 2026`. */
export function formatMonth(firstDay: string): string {
  return monthFormat.format(new Date(`${firstDay}T00:00:00Z`))
}

/** Formats a month for a chart: `Nov`. */
export function formatShortMonth(firstDay: string): string {
  return shortMonthFormat.format(new Date(`${firstDay}T00:00:00Z`))
}

/** Formats a date of the API: `November 3, 2026`. */
export function formatDate(date: string): string {
  return dateFormat.format(new Date(`${date}T00:00:00Z`))
}
