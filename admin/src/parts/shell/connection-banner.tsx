import { connection } from '../../graphql/client.ts'
import { useConnectionLost } from '../../graphql/connection.ts'
import { t } from '../../texts/texts.ts'
import classes from './connection-banner.module.css'

/** A banner that is visible while the server cannot be reached and the screen may be outdated. */
export function ConnectionBanner() {
  const isLost = useConnectionLost(connection)
  return (
    <div role="status" className={classes.container}>
      {isLost && <p className={classes.banner}>{t('shell.connectionLost')}</p>}
    </div>
  )
}
