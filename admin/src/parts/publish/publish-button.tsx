import { lazy, Suspense, useRef, useState } from 'react'
import { PublishIcon } from '../../theme/icons.tsx'
import { useCommand } from '../palette/commands.ts'
import { ServerButton } from '../server-button.tsx'
import type { PublishDialogProps } from './publish-dialog.tsx'

const PublishDialog = lazy(() => import('./publish-dialog.tsx'))

/**
 * Opens the publish dialog and gets the focus back afterward. Loads the dialog's code on the first click. `isNext`: it is
 * the next thing to do.
 */
export function PublishButton({ label, disabledReason, isNext, ...dialog }: Props) {
  const [dialogKey, setDialogKey] = useState(0)
  const [isOpen, setIsOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const closeDialog = () => {
    setIsOpen(false)
    setTimeout(() => button.current?.focus())
  }
  const openDialog = () => {
    setDialogKey(dialogKey + 1)
    setIsOpen(true)
  }
  useCommand('publish', disabledReason ? null : { label, icon: <PublishIcon />, run: openDialog })
  return (
    <>
      <ServerButton
        ref={button}
        variant={isNext ? 'filled' : 'default'}
        leftSection={<PublishIcon />}
        refusal={disabledReason}
        aria-haspopup="dialog"
        onClick={openDialog}
      >
        {label}
      </ServerButton>
      <Suspense>{isOpen && <PublishDialog key={dialogKey} {...dialog} close={closeDialog} />}</Suspense>
    </>
  )
}

type Props = { label: string; disabledReason: string | null; isNext: boolean } & Omit<PublishDialogProps, 'close'>
