import { useEffect, useRef } from 'react'

/** Calls `onVisible` when the reader returns to this tab. Used to refetch what the server does not push. */
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
