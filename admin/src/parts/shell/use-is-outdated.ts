import { useEffect, useState } from 'react'
import { connection } from '../../graphql/client.ts'
import { useConnectionRestored } from '../../graphql/connection.ts'
import { mainScript } from './main-script.ts'

/**
 * Returns whether the server has another build of the admin than this tab. Looks after each reconnect, because a new
 * version is only there after the server was restarted.
 */
export function useIsOutdated(): boolean {
  const restored = useConnectionRestored(connection)
  const [isOutdated, setIsOutdated] = useState(false)
  useEffect(() => {
    if (restored === 0) return
    const controller = new AbortController()
    readMainScript(controller.signal).then(
      script => setIsOutdated(script !== null && script !== mainScript(document.documentElement.outerHTML)),
      () => {},
    )
    return () => controller.abort()
  }, [restored])
  return isOutdated
}

async function readMainScript(signal: AbortSignal): Promise<string | null> {
  const response = await fetch('/', { cache: 'no-store', headers: { accept: 'text/html' }, signal })
  return response.ok ? mainScript(await response.text()) : null
}
