import { useEffect, useState } from 'react'
import { connection } from '../../graphql/client.ts'
import { useConnectionRestored } from '../../graphql/connection.ts'
import { mainScripts } from './main-scripts.ts'

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
    readMainScripts(controller.signal).then(
      scripts => setIsOutdated(scripts !== '' && scripts !== mainScripts(document.documentElement.outerHTML)),
      () => {},
    )
    return () => controller.abort()
  }, [restored])
  return isOutdated
}

async function readMainScripts(signal: AbortSignal): Promise<string> {
  const response = await fetch('/', { cache: 'no-store', headers: { accept: 'text/html' }, signal })
  return response.ok ? mainScripts(await response.text()) : ''
}
