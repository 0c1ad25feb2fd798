import { useConnectionLost } from '../../graphql/connection.ts'
import classes from './connection-banner.module.css'

/** Says quietly that what is on the screen may be old, for as long as the server cannot be reached. */
export function ConnectionBanner() {
  const isLost = useConnectionLost()
  return (
    <div role="status" className={classes.place}>
      {isLost && <p className={classes.banner}>Connection lost — trying again</p>}
    </div>
  )
}
