import { useEffect, useRef } from 'react'

/** Calls `refetch` when `version` changes. For lists whose additions the server does not push. */
export function useRefetchOnChange(version: string, refetch: (options: { requestPolicy: 'network-only' }) => void) {
  const lastVersion = useRef(version)
  useEffect(() => {
    if (lastVersion.current === version) return
    lastVersion.current = version
    refetch({ requestPolicy: 'network-only' })
  }, [version, refetch])
}
