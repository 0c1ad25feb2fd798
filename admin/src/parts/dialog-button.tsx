import { Button, type ButtonProps } from '@mantine/core'
import { type ReactNode, useRef, useState } from 'react'

/** A button that opens a dialog, and gets the focus back when it closes. Each opening starts with an empty form. */
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
      {isOpen && dialog(close)}
    </>
  )
}

type Props = ButtonProps & { label: string; 'aria-label'?: string; dialog: (close: () => void) => ReactNode }
