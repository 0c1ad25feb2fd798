import { useEffect, useRef } from 'react'

/** Calls `back` whenever somebody comes back to this tab: what is not pushed is then read again. */
export function useOnTabVisible(onVisible: () => void) {
  const latest = useRef(onVisible)
  useEffect(() => {
    latest.current = onVisible
  })
  useEffect(() => {
    const onVisibilityChange = () => document.visibilityState === 'visible' && latest.current()
    document.addEventListener('visibilitychange', onVisibilityChange)
    return () => document.removeEventListener('visibilitychange', onVisibilityChange)
  }, [])
}
