/** When a new token expires. `date`: at the end of a day that the person enters. */
export const expiries = ['days30', 'days90', 'year', 'date', 'never'] as const
export type Expiry = (typeof expiries)[number]

const days: Partial<Record<Expiry, number>> = { days30: 30, days90: 90, year: 365 }

/**
 * Returns the time of an expiry in RFC 3339, and null for never. `date` is a day as `2026-11-30`, in the reader's time zone;
 * undefined if it is missing or over.
 */
export function expiryTime(expiry: Expiry, date: string, now: Date): string | null | undefined {
  if (expiry === 'never') return null
  const time = expiry === 'date' ? endOfDay(date) : addDays(now, days[expiry]!)
  return time && time > now ? time.toISOString() : undefined
}

function addDays(date: Date, count: number): Date {
  const result = new Date(date)
  result.setDate(result.getDate() + count)
  return result
}

function endOfDay(date: string): Date | undefined {
  const [year, month, day] = date.split('-').map(Number)
  return year && month && day ? new Date(year, month - 1, day, 23, 59, 59) : undefined
}
