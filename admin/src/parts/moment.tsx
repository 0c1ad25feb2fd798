import { useEffect, useState } from 'react'
import { ago, exactly } from '../text/moment.ts'

const REFRESH_MS = 30_000

/** When something was, told relative to now and kept true while the page stays open; the exact time is its tooltip. */
export function Moment({ at }: { at: string }) {
  const now = useNow()
  const then = new Date(at)
  return (
    <time dateTime={at} title={exactly(then)}>
      {ago(then, now)}
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
