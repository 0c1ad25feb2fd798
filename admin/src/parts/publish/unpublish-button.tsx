import { lazy } from 'react'
import { useHasPermission } from '../../graphql/use-has-permission.ts'
import { t } from '../../texts/texts.ts'
import { DialogButton } from '../dialog-button.tsx'
import type { UnpublishProps } from './unpublish-dialog.tsx'

const UnpublishDialog = lazy(() => import('./unpublish-dialog.tsx'))

/** Takes a package away from an environment, after a question. `name`: the accessible name, where the list is of packages. */
export function UnpublishButton({ name, ...props }: Omit<UnpublishProps, 'close'> & { name?: string }) {
  if (!useHasPermission('package.unpublish')) return null
  return (
    <DialogButton
      label={t('publish.unpublish')}
      aria-label={name ?? t('publish.unpublishFrom', { environment: props.environment.name })}
      variant="subtle"
      c="dimmed"
      size="compact-sm"
      dialog={close => <UnpublishDialog {...props} close={close} />}
    />
  )
}
