const MINUTE_MS = 60_000

/** Returns the local time of a zone as a date field holds it: `2026-12-01T08:00`. */
export function localTimeIn(timeZone: string, date: Date): string {
  const format = new Intl.DateTimeFormat('en-CA', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit' },
  })
  const parts = Object.fromEntries(format.formatToParts(date).map(({ type, value }) => [type, value]))
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`
}

/**
 * Returns the moment of a local time of a zone, such as `2026-12-01T08:00`. Where clocks are set back and the time exists
 * twice, the earlier one. Null for what is not a time, and for a time that clocks skip when they are set forward.
 */
export function momentOf(timeZone: string, localTime: string): Date | null {
  const asUtc = new Date(`${localTime}Z`).getTime()
  if (Number.isNaN(asUtc)) return null
  // A zone is at most 14 hours ahead of UTC or 12 behind, and its offset a day before or after is one of the two that count.
  const offsets = [-1, 1].map(days => offsetAt(timeZone, asUtc + days * 24 * 60 * MINUTE_MS))
  const moments = offsets.map(offsetMs => new Date(asUtc - offsetMs)).toSorted((a, b) => a.getTime() - b.getTime())
  return moments.find(moment => localTimeIn(timeZone, moment) === localTime.slice(0, 16)) ?? null
}

/** Returns by how many milliseconds the clocks of a zone are ahead of UTC. */
function offsetAt(timeZone: string, time: number): number {
  const minute = Math.floor(time / MINUTE_MS) * MINUTE_MS
  return new Date(`${localTimeIn(timeZone, new Date(minute))}Z`).getTime() - minute
}
