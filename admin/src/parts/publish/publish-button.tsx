import { Button } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { SendIcon } from '../../look/icons.tsx'
import type { PublishDialogProps } from './publish-dialog.tsx'

const PublishDialog = lazy(() => import('./publish-dialog.tsx'))

/** Opens the dialog that publishes the draft. The dialog's code is loaded with the first click. */
export function PublishButton({ disabled, ...dialog }: { disabled: boolean } & Omit<PublishDialogProps, 'close'>) {
  const [turn, setTurn] = useState(0)
  const [open, setOpen] = useState(false)
  const begin = () => {
    setTurn(turn + 1)
    setOpen(true)
  }
  return (
    <>
      <Button variant="default" leftSection={<SendIcon />} disabled={disabled} aria-haspopup="dialog" onClick={begin}>
        Publish
      </Button>
      <Suspense>{open && <PublishDialog key={turn} {...dialog} close={() => setOpen(false)} />}</Suspense>
    </>
  )
}
