import { t } from '../../texts/texts.ts'
import type { ListedPackage } from './listed-package.ts'
import { shownLabel } from './state-labels.ts'

/** What an environment shows of a package: the release, and how many files have changed since. */
export function Shown({ deployment }: { deployment: Deployment | undefined }) {
  if (!deployment) return <span data-dimmed>{t('packageList.none')}</span>
  const { label, help } = shownLabel(deployment)
  return <span title={help}>{label}</span>
}

type Deployment = NonNullable<ListedPackage['deployments']>[number]
