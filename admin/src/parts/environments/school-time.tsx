import { formatDateTime, formatTimeInZone } from '../../format/date.ts'

/** A planned time in the school's time zone, which it names. The tooltip is the reader's own time. */
export function SchoolTime({ at, timeZone }: { at: string; timeZone: string | null }) {
  const date = new Date(at)
  return (
    <time dateTime={at} title={formatDateTime(date)}>
      {timeZone ? formatTimeInZone(date, timeZone) : formatDateTime(date)}
    </time>
  )
}
