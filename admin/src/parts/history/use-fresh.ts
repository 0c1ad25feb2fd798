import { useEffect, useRef } from 'react'

/** Calls `read` whenever `version` has changed since the first time: lists whose additions are not pushed themselves. */
export function useFresh(version: string, read: (options: { requestPolicy: 'network-only' }) => void) {
  const known = useRef(version)
  useEffect(() => {
    if (known.current === version) return
    known.current = version
    read({ requestPolicy: 'network-only' })
  }, [version, read])
}
