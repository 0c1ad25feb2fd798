import { formatDayHeading } from '../../format/date.ts'
import type { AuditEvent } from './audit-event.ts'

/** Groups events by day in the reader's time zone. Expects and keeps the order newest first. */
export function groupByDay<E extends Pick<AuditEvent, 'at'>>(
  events: readonly E[],
  now: Date,
): { day: string; events: E[] }[] {
  const days: { day: string; events: E[] }[] = []
  for (const event of events) {
    const day = formatDayHeading(new Date(event.at), now)
    if (days.at(-1)?.day !== day) days.push({ day, events: [] })
    days.at(-1)!.events.push(event)
  }
  return days
}
