import { formatDayHeading } from '../../format/date.ts'
import type { AuditEvent } from './audit-event.ts'

/** Events (newest first) under the days that they happened on, in the reader's time zone. */
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
