import { formatDayHeading } from '../../format/date.ts'

/** Groups what happened by day in the reader's time zone. Expects and keeps the order newest first. */
export function groupByDay<E extends { at: string }>(events: readonly E[], now: Date): { day: string; events: E[] }[] {
  const days = Map.groupBy(events, ({ at }) => formatDayHeading(new Date(at), now))
  return [...days].map(([day, events]) => ({ day, events }))
}
