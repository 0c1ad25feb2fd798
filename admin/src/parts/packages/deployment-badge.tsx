import { t } from '../../texts/texts.ts'
import type { Deployment } from '../publish/deployment.ts'
import { OpenLink } from '../publish/environments-card.tsx'
import classes from './deployment-badge.module.css'
import { deploymentLabel } from './package-labels.ts'

/** The current deployment of one environment: its name, the release, and a link. */
export function DeploymentBadge({ deployment }: { deployment: Deployment }) {
  const environment = deployment.environment?.name ?? t('packages.unnamedEnvironment')
  return (
    <span className={classes.badge}>
      <span className={classes.dot} />
      <span>{deploymentLabel(deployment)}</span>
      <OpenLink label={t('publish.openEnvironment', { environment })} url={deployment.url} />
    </span>
  )
}
