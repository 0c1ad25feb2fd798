import { Button } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { useHasPermission } from '../../graphql/use-has-permission.ts'
import { usePackagePermission } from '../../graphql/use-package-permission.ts'
import { t } from '../../texts/texts.ts'
import { Card } from '../card.tsx'
import type { PackageFolder } from './folder.ts'
import { PagePath } from './page-path.tsx'

const FolderDialog = lazy(() => import('./folder-dialog.tsx'))

/** The Dropbox folder of a package, and a button to choose another one. `disabled`: while it is synchronized. */
export function FolderCard({ pkg, disabled }: { pkg: PackageFolder; disabled: boolean }) {
  const canUpdate = usePackagePermission('package.update')
  const canChoose = useHasPermission('package.create') && canUpdate
  const [isOpen, setIsOpen] = useState(false)
  return (
    <Card
      id="folder"
      title={t('settings.folder')}
      aside={
        canChoose && (
          <Button
            variant="default"
            size="xs"
            aria-haspopup="dialog"
            aria-label={t('settings.chooseAnotherFolder')}
            disabled={disabled}
            onClick={() => setIsOpen(true)}
          >
            {t('settings.changeFolder')}
          </Button>
        )
      }
    >
      <PagePath path={t('dropbox.folder', { path: pkg.dropboxPath })} />
      <Suspense>{isOpen && <FolderDialog pkg={pkg} close={() => setIsOpen(false)} />}</Suspense>
    </Card>
  )
}
