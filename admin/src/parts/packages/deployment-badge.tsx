import type { Deployment } from '../publish/deployment.ts'
import { OpenLink } from '../publish/environments-card.tsx'
import classes from './deployment-badge.module.css'

/** What one environment shows of a package: its name, the release, the link to it. */
export function DeploymentBadge({ deployment }: { deployment: Deployment }) {
  const name = deployment.environment?.name ?? 'Shown'
  return (
    <span className={classes.badge}>
      <span className={classes.dot} />
      <span>
        {name} · release {deployment.release.number}
      </span>
      <OpenLink what={name} url={deployment.url} />
    </span>
  )
}
