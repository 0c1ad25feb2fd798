import { useClickOutside } from '@mantine/hooks'
import { type KeyboardEvent, useId, useRef, useState } from 'react'

/**
 * A panel that a button reveals beside itself. A click outside and Escape close it; after Escape the button has the focus.
 * Spread the results over the element around both, the button, and the panel.
 */
export function usePanel() {
  const [isOpen, setIsOpen] = useState(false)
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const ref = useClickOutside<HTMLDivElement>(() => setIsOpen(false))
  const close = () => {
    setIsOpen(false)
    button.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !isOpen) return
    event.stopPropagation()
    close()
  }
  return {
    close,
    container: { ref, onKeyDown },
    button: { ref: button, 'aria-expanded': isOpen, 'aria-controls': id, onClick: () => setIsOpen(!isOpen) },
    panel: { id, hidden: !isOpen },
  }
}
