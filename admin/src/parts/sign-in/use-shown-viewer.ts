import { useEffect, useRef } from 'react'
import { useQuery } from 'urql'
import { continueSession, refetchViewer } from '../../graphql/client.ts'
import { announceSession, onSessionAnnounced } from '../../graphql/other-tabs.ts'
import { type Viewer, ViewerQuery } from '../../graphql/viewer.ts'

/**
 * Whose page is on the screen: null if nobody is signed in, undefined until the server has answered. It stays after the
 * session is over and while the server cannot be reached, so that entered text stays too. `isOver`: the session is over.
 */
export function useShownViewer() {
  const [{ data, error }, reexecuteQuery] = useQuery({ query: ViewerQuery })
  const last = useRef<{ viewer: Viewer | null | undefined; isOver: boolean }>({ viewer: undefined, isOver: false })
  if (data) last.current = { viewer: data.viewer ?? last.current.viewer ?? null, isOver: data.viewer === null }
  const { viewer, isOver } = last.current
  useSessionOf(viewer?.user?.id, isOver)
  return { viewer, isOver, error, retry: () => reexecuteQuery({ requestPolicy: 'network-only' }) }
}

/** Follows the session in all tabs. `id`: the person's. */
function useSessionOf(id: string | undefined, isOver: boolean) {
  const before = useRef({ id, isOver })
  useEffect(
    // Who signs out wants nothing to stay on the screen. A session that ends by itself leaves entered text.
    () => onSessionAnnounced(news => (news === 'signed-out' ? location.reload() : refetchViewer())),
    [],
  )
  useEffect(() => {
    const { id: idBefore, isOver: wasOver } = before.current
    before.current = { id, isOver }
    if (!id || isOver) return
    // Nothing of one person's page stays for another one.
    if (idBefore && id !== idBefore) location.reload()
    else if (wasOver) continueSession()
    announceSession('changed')
  }, [id, isOver])
}
