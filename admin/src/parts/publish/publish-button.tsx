import { Button } from '@mantine/core'
import { lazy, Suspense, useRef, useState } from 'react'
import { SendIcon } from '../../look/icons.tsx'
import type { PublishDialogProps } from './publish-dialog.tsx'

const PublishDialog = lazy(() => import('./publish-dialog.tsx'))

/** Opens the dialog that publishes the draft, and has the focus again after it. The dialog's code is loaded with the first click. */
export function PublishButton({ disabled, ...dialog }: { disabled: boolean } & Omit<PublishDialogProps, 'close'>) {
  const [turn, setTurn] = useState(0)
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const end = () => {
    setOpen(false)
    setTimeout(() => button.current?.focus())
  }
  const begin = () => {
    setTurn(turn + 1)
    setOpen(true)
  }
  return (
    <>
      <Button
        ref={button}
        variant="default"
        leftSection={<SendIcon />}
        disabled={disabled}
        aria-haspopup="dialog"
        onClick={begin}
      >
        Publish
      </Button>
      <Suspense>{open && <PublishDialog key={turn} {...dialog} close={end} />}</Suspense>
    </>
  )
}
