import { lazy } from 'react'
import { usePackagePermission } from '../../graphql/use-package-permission.ts'
import { t } from '../../texts/texts.ts'
import { DialogButton } from '../dialog-button.tsx'
import type { ArchiveProps } from './archive-dialog.tsx'

const ArchiveDialog = lazy(() => import('./archive-dialog.tsx'))

/** Archives a package, after a question. */
export function ArchiveButton(props: Omit<ArchiveProps, 'close'>) {
  if (!usePackagePermission('package.archive')) return null
  return (
    <div>
      <DialogButton
        label={t('packages.archivePackage')}
        variant="default"
        dialog={close => <ArchiveDialog {...props} close={close} />}
      />
    </div>
  )
}
