import { Button, Text } from '@mantine/core'
import { useClickOutside } from '@mantine/hooks'
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react'
import { ChevronIcon } from '../../look/icons.tsx'
import classes from './check-everything.module.css'

/** The rarer way to synchronise, folded away behind a corner beside the button for the usual one. */
export function CheckEverything({ onAsk, children }: { onAsk: () => void; children: ReactNode }) {
  const [open, setOpen] = useState(false)
  const panel = useId()
  const corner = useRef<HTMLButtonElement>(null)
  const around = useClickOutside<HTMLDivElement>(() => setOpen(false))
  const close = () => {
    setOpen(false)
    corner.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && open) close()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes from wherever the focus is in here
    <div ref={around} className={classes.around} onKeyDown={onKeyDown}>
      <Button.Group>
        {children}
        <Button
          ref={corner}
          px={9}
          className={classes.corner}
          aria-label="More ways to synchronise"
          aria-expanded={open}
          aria-controls={panel}
          onClick={() => setOpen(!open)}
        >
          <ChevronIcon />
        </Button>
      </Button.Group>
      <div id={panel} className={classes.panel} hidden={!open}>
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
            onAsk()
          }}
        >
          Check everything
        </Button>
      </div>
    </div>
  )
}
