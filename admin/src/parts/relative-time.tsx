import { useEffect, useState } from 'react'
import { formatDateTime, formatRelativeTime } from '../format/date.ts'

const REFRESH_MS = 30_000

/** When something was, told relative to now and kept true while the page stays open; the exact time is its tooltip. */
export function RelativeTime({ at }: { at: string }) {
  const now = useNow()
  const date = new Date(at)
  return (
    <time dateTime={at} title={formatDateTime(date)}>
      {formatRelativeTime(date, now)}
    </time>
  )
}

/** The present, anew twice a minute. */
export function useNow(): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), REFRESH_MS)
    return () => clearInterval(timer)
  }, [])
  return now
}
