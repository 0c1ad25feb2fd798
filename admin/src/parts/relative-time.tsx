import { useEffect, useState } from 'react'
import { formatDateTime, formatRelativeTime } from '../format/date.ts'

const REFRESH_MS = 30_000

/** A time relative to now, updated while the page is open. The tooltip is the exact time. */
export function RelativeTime({ at }: { at: string }) {
  const now = useNow()
  const date = new Date(at)
  return (
    <time dateTime={at} title={formatDateTime(date)}>
      {formatRelativeTime(date, now)}
    </time>
  )
}

/** Returns the current time and updates it twice a minute. */
export function useNow(): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), REFRESH_MS)
    return () => clearInterval(timer)
  }, [])
  return now
}
