import { Button, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { t } from '../../texts/texts.ts'
import { ChevronIcon } from '../../theme/icons.tsx'
import { usePanel } from '../use-panel.ts'
import classes from './full-check-menu.module.css'

/** A button group: the given Synchronize button, and a toggle that reveals the full check. */
export function FullCheckMenu({ variant, onFullCheck, children }: Props) {
  const { container, button, panel, close } = usePanel()
  return (
    <div {...container} className={classes.container}>
      <Button.Group>
        {children}
        <Button {...button} variant={variant} px={9} className={classes.toggle} aria-label={t('sync.moreOptions')}>
          <ChevronIcon />
        </Button>
      </Button.Group>
      <div {...panel} className={classes.panel}>
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

type Props = { variant: 'filled' | 'default'; onFullCheck: () => void; children: ReactNode }
