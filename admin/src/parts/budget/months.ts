const monthFormat = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' })
const dateFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })

/** The first day of the month that an address names as `2026-11`; null where it names none. */
export function parseMonthParam(param: string | null): string | null {
  return param && /^\d{4}-(0[1-9]|1[0-2])$/.test(param) ? `${param}-01` : null
}

/** The month so many after the one of this first day, as an address names it: `2026-12`. */
export function addMonths(firstDay: string, months: number): string {
  const date = new Date(`${firstDay}T00:00:00Z`)
  date.setUTCMonth(date.getUTCMonth() + months)
  return date.toISOString().slice(0, 7)
}

/** `November 2026`, of its first day. */
export function formatMonth(firstDay: string): string {
  return monthFormat.format(new Date(`${firstDay}T00:00:00Z`))
}

/** `3 November 2026`, of a day as the API tells it. */
export function formatDate(date: string): string {
  return dateFormat.format(new Date(`${date}T00:00:00Z`))
}
