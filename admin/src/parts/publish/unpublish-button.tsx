import { lazy } from 'react'
import { useHasPermission } from '../../graphql/use-has-permission.ts'
import { t } from '../../texts/texts.ts'
import { DialogButton } from '../dialog-button.tsx'
import type { UnpublishProps } from './unpublish-dialog.tsx'

const UnpublishDialog = lazy(() => import('./unpublish-dialog.tsx'))

/** Takes a package away from an environment, after a question. */
export function UnpublishButton(props: Omit<UnpublishProps, 'close'>) {
  if (!useHasPermission('package.unpublish')) return null
  return (
    <DialogButton
      label={t('publish.unpublish')}
      aria-label={t('publish.unpublishFrom', { environment: props.environment.name })}
      variant="subtle"
      c="dimmed"
      size="compact-sm"
      dialog={close => <UnpublishDialog {...props} close={close} />}
    />
  )
}
