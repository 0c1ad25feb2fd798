import { useEffect, useRef } from 'react'

/** Calls `read` whenever `version` has changed since the first time: lists whose additions are not pushed themselves. */
export function useRefetchOnChange(version: string, refetch: (options: { requestPolicy: 'network-only' }) => void) {
  const lastVersion = useRef(version)
  useEffect(() => {
    if (lastVersion.current === version) return
    lastVersion.current = version
    refetch({ requestPolicy: 'network-only' })
  }, [version, refetch])
}
