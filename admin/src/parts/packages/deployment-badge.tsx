import { t } from '../../texts/texts.ts'
import type { Deployment } from '../publish/deployment.ts'
import { OpenLink } from '../publish/environments-card.tsx'
import { Status } from '../status.tsx'
import classes from './deployment-badge.module.css'
import { deploymentLabel } from './package-labels.ts'

/** The current deployment of one environment: its name, the release, and a link. */
export function DeploymentBadge({ deployment }: { deployment: Deployment }) {
  const environment = deployment.environment?.name ?? t('packages.unnamedEnvironment')
  return (
    <span className={classes.badge}>
      <Status tone="done">{deploymentLabel(deployment)}</Status>
      <OpenLink label={t('publish.openEnvironment', { environment })} url={deployment.url} />
    </span>
  )
}
