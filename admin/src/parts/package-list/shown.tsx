import { Link } from 'react-router'
import { t } from '../../texts/texts.ts'
import { draftChangesAddress } from '../publish/deployment.ts'
import type { ListedPackage } from './listed-package.ts'
import classes from './package-table.module.css'
import { shownLabel } from './state-labels.ts'

/** What an environment shows of a package: the release, and how many files have changed since, which leads to the changes. */
export function Shown({ slug, deployment }: { slug: string; deployment: Deployment | undefined }) {
  if (!deployment) return <span data-dimmed>{t('packageList.none')}</span>
  const { label, help } = shownLabel(deployment)
  const environment = deployment.environment?.slug
  if (help === undefined || environment === undefined) return <span>{label}</span>
  return (
    <Link to={`/packages/${slug}${draftChangesAddress(environment)}`} className={classes.changes} title={help}>
      {label}
    </Link>
  )
}

type Deployment = NonNullable<ListedPackage['deployments']>[number]
