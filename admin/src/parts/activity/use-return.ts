import { useEffect, useRef } from 'react'

/** Calls `back` whenever somebody comes back to this tab: what is not pushed is then read again. */
export function useReturn(back: () => void) {
  const latest = useRef(back)
  useEffect(() => {
    latest.current = back
  })
  useEffect(() => {
    const look = () => document.visibilityState === 'visible' && latest.current()
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [])
}
