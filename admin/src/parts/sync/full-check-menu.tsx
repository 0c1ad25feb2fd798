import { Button, Text } from '@mantine/core'
import { useClickOutside } from '@mantine/hooks'
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react'
import { t } from '../../texts/texts.ts'
import { ChevronIcon } from '../../theme/icons.tsx'
import classes from './full-check-menu.module.css'

/** A button group: the given Synchronize button, and a toggle that reveals the full check. */
export function FullCheckMenu({ onFullCheck, children }: { onFullCheck: () => void; children: ReactNode }) {
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
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes the panel from any element inside
    <div ref={container} className={classes.container} onKeyDown={onKeyDown}>
      <Button.Group>
        {children}
        <Button
          ref={toggleButton}
          px={9}
          className={classes.toggle}
          aria-label={t('sync.moreOptions')}
          aria-expanded={isOpen}
          aria-controls={panelId}
          onClick={() => setIsOpen(!isOpen)}
        >
          <ChevronIcon />
        </Button>
      </Button.Group>
      <div id={panelId} className={classes.panel} hidden={!isOpen}>
        <Text size="sm" c="dimmed">
          {t('sync.fullCheckHelp')}
        </Text>
        <Button
          variant="default"
          size="xs"
          mt="md"
          onClick={() => {
            close()
            onFullCheck()
          }}
        >
          {t('sync.fullCheck')}
        </Button>
      </div>
    </div>
  )
}
