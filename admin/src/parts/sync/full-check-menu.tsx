import { Button, Text } from '@mantine/core'
import { useClickOutside } from '@mantine/hooks'
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react'
import { ChevronIcon } from '../../theme/icons.tsx'
import classes from './full-check-menu.module.css'

/** The rarer way to synchronise, folded away behind a corner beside the button for the usual one. */
export function FullCheckMenu({ onAsk: onFullCheck, children }: { onAsk: () => void; children: ReactNode }) {
  const [isOpen, setIsOpen] = useState(false)
  const panelId = useId()
  const toggleButton = useRef<HTMLButtonElement>(null)
  const container = useClickOutside<HTMLDivElement>(() => setIsOpen(false))
  const close = () => {
    setIsOpen(false)
    toggleButton.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && isOpen) close()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes from wherever the focus is in here
    <div ref={container} className={classes.around} onKeyDown={onKeyDown}>
      <Button.Group>
        {children}
        <Button
          ref={toggleButton}
          px={9}
          className={classes.corner}
          aria-label="More ways to synchronise"
          aria-expanded={isOpen}
          aria-controls={panelId}
          onClick={() => setIsOpen(!isOpen)}
        >
          <ChevronIcon />
        </Button>
      </Button.Group>
      <div id={panelId} className={classes.panel} hidden={!isOpen}>
        <Text size="sm" c="gray.7">
          Reads the whole folder again, not only what Dropbox says is new. Finds names in which only capital letters
          changed. Takes longer.
        </Text>
        <Button
          variant="default"
          size="xs"
          mt="sm"
          onClick={() => {
            close()
            onFullCheck()
          }}
        >
          Check everything
        </Button>
      </div>
    </div>
  )
}
