import type { ButtonProps } from '@mantine/core'
import { type ReactNode, Suspense, useRef, useState } from 'react'
import { useCommand } from './palette/commands.ts'
import { ServerButton } from './server-button.tsx'

/**
 * A button that opens a dialog, and gets the focus back when it closes. Each opening starts with an empty form. The code of
 * `dialog` may be loaded with the first opening.
 */
export function DialogButton({ label, dialog, ...button }: Props) {
  const [isOpen, setIsOpen] = useState(false)
  const ref = useRef<HTMLButtonElement>(null)
  // One with an icon is the action of its page.
  useCommand(
    `dialog:${label}`,
    button.leftSection ? { label, icon: button.leftSection, run: () => setIsOpen(true) } : null,
  )
  const close = () => {
    setIsOpen(false)
    setTimeout(() => ref.current?.focus())
  }
  return (
    <>
      <ServerButton {...button} ref={ref} aria-haspopup="dialog" onClick={() => setIsOpen(true)}>
        {label}
      </ServerButton>
      <Suspense>{isOpen && dialog(close)}</Suspense>
    </>
  )
}

type Props = ButtonProps & { label: string; 'aria-label'?: string; dialog: (close: () => void) => ReactNode }
