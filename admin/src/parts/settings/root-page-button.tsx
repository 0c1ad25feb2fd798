import { Button, type ButtonProps } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { usePackagePermission } from '../../graphql/use-package-permission.ts'

const RootPageDialog = lazy(() => import('./root-page-dialog.tsx'))

/** Opens the dialog that chooses the start page. Nothing without permission to change the package. */
export function RootPageButton({ slug, ...buttonProps }: { slug: string } & ButtonProps) {
  const canChange = usePackagePermission('package.update')
  const [isOpen, setIsOpen] = useState(false)
  if (!canChange) return null
  return (
    <>
      <Button {...buttonProps} aria-haspopup="dialog" onClick={() => setIsOpen(true)} />
      <Suspense>{isOpen && <RootPageDialog slug={slug} close={() => setIsOpen(false)} />}</Suspense>
    </>
  )
}
