import { Button, type ButtonProps } from '@mantine/core'
import { type ReactNode, Suspense, useRef, useState } from 'react'

/**
 * A button that opens a dialog, and gets the focus back when it closes. Each opening starts with an empty form. The code of
 * `dialog` may be loaded with the first opening.
 */
export function DialogButton({ label, dialog, ...button }: Props) {
  const [isOpen, setIsOpen] = useState(false)
  const ref = useRef<HTMLButtonElement>(null)
  const close = () => {
    setIsOpen(false)
    setTimeout(() => ref.current?.focus())
  }
  return (
    <>
      <Button {...button} ref={ref} aria-haspopup="dialog" onClick={() => setIsOpen(true)}>
        {label}
      </Button>
      <Suspense>{isOpen && dialog(close)}</Suspense>
    </>
  )
}

type Props = ButtonProps & { label: string; 'aria-label'?: string; dialog: (close: () => void) => ReactNode }
