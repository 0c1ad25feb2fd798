import { lazy } from 'react'
import { useHasPermission } from '../../../graphql/use-has-permission.ts'
import { usePackagePermission } from '../../../graphql/use-package-permission.ts'
import { t } from '../../../texts/texts.ts'
import { DialogButton } from '../../dialog-button.tsx'
import { ServerButton } from '../../server-button.tsx'
import type { Finding } from '../finding-fields.ts'
import { findingName } from '../finding-labels.ts'
import { useUnignore } from './use-unignore.ts'

const IgnoreDialog = lazy(() => import('./ignore-dialog.tsx'))

/**
 * Ignores a finding, or takes that back. Nothing for a start page, which a package always needs, and nothing for people
 * who may not.
 */
export function IgnoreButton({ slug, finding, onChanged }: Props) {
  const canIgnore = usePackagePermission('finding.ignore')
  const canPublish = useHasPermission('package.publish')
  const { isSaving, unignore } = useUnignore(slug, finding.cause, onChanged)
  const name = findingName(finding)
  if (!canIgnore || finding.path === '') return null
  if (finding.ignored)
    return (
      <ServerButton
        variant="subtle"
        size="compact-sm"
        loading={isSaving}
        aria-label={`${t('findings.unignore')}: ${name}`}
        onClick={unignore}
      >
        {t('findings.unignore')}
      </ServerButton>
    )
  if (finding.severity === 'ERROR' && !canPublish) return null
  return (
    <DialogButton
      label={t('findings.ignore')}
      aria-label={`${t('findings.ignore')}: ${name}`}
      variant="subtle"
      size="compact-sm"
      dialog={close => <IgnoreDialog slug={slug} finding={finding} onChanged={onChanged} close={close} />}
    />
  )
}

type Props = { slug: string; finding: Finding; onChanged: () => void }
