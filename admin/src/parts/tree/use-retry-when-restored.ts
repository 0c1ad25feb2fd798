import { useEffect, useRef } from 'react'
import { connection } from '../../graphql/client.ts'
import { useConnectionRestored } from '../../graphql/connection.ts'

/** Calls `retry` when the server can be reached again, if something had failed. Its notice is gone by then. */
export function useRetryWhenRestored(hasFailed: boolean, retry: () => void): void {
  const restored = useConnectionRestored(connection)
  const last = useRef(restored)
  useEffect(() => {
    if (last.current === restored) return
    last.current = restored
    if (hasFailed) retry()
  }, [restored, hasFailed, retry])
}
