import { t } from '../../texts/texts.ts'
import { Status } from '../status.tsx'
import type { Environment } from './environment.ts'

/** Who may open an environment's pages. Without a key for viewers, nobody is admitted. */
export function AccessStatus({ environment: { access, viewerKey } }: Props) {
  if (access === 'PUBLIC') return <Status tone="done">{t('environments.public')}</Status>
  if (!viewerKey) return <Status tone="attention">{t('environments.noViewers')}</Status>
  return <Status tone="running">{t('environments.viewers')}</Status>
}

type Props = { environment: Pick<Environment, 'access' | 'viewerKey'> }
