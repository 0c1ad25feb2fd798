import { useEffect, useRef } from 'react'
import { connection } from '../../graphql/client.ts'
import { useConnectionLost, useConnectionRestored } from '../../graphql/connection.ts'
import { t } from '../../texts/texts.ts'
import { OFFLINE_REASON_ID } from '../offline.ts'
import { showToast } from '../toast/show-toast.ts'
import classes from './bars.module.css'

/** A thin bar at the top while the server cannot be reached and the screen may be outdated. Says once that it is back. */
export function ConnectionBar() {
  const isLost = useConnectionLost(connection)
  const restored = useConnectionRestored(connection)
  const shownAt = useRef(0)
  const lastRestored = useRef(restored)
  useEffect(() => {
    if (isLost) shownAt.current = Date.now() + APPEARS_AFTER_MS
  }, [isLost])
  useEffect(() => {
    if (restored === lastRestored.current) return
    lastRestored.current = restored
    if (Date.now() > shownAt.current) void showToast({ message: t('shell.backOnline') })
  }, [restored])
  return (
    <>
      <div role="status">{isLost && <p className={classes.lost}>{t('shell.connectionLost')}</p>}</div>
      <span id={OFFLINE_REASON_ID} hidden>
        {t('shell.offline')}
      </span>
    </>
  )
}

/** A shorter interruption, such as a server's restart, is not worth a word. The animation waits as long. */
const APPEARS_AFTER_MS = 900
