import { UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { formatDateTime, formatTime, formatTimeOfSecond } from '../../format/date.ts'
import { t } from '../../texts/texts.ts'
import { ChevronIcon } from '../../theme/icons.tsx'
import type { AuditEvent } from './audit-event.ts'
import classes from './event-list.module.css'

/** The line of an event or a run: when, who, what, and the button that opens it. `toggleName` is read aloud. */
export function RowLine({ at, actor, showsSeconds, isOpen, toggleLabel, toggleName, onToggle, children }: Props) {
  const time = new Date(at)
  return (
    <div className={classes.row}>
      <time dateTime={at} title={formatDateTime(time)}>
        {showsSeconds ? formatTimeOfSecond(time) : formatTime(time)}
      </time>
      <span className={classes.actor}>{actor.kind === 'SYSTEM' ? t('activity.system') : actor.name}</span>
      <div className={classes.summary}>{children}</div>
      <UnstyledButton className={classes.toggle} aria-expanded={isOpen} aria-label={toggleName} onClick={onToggle}>
        {toggleLabel}
        <ChevronIcon />
      </UnstyledButton>
    </div>
  )
}

type Props = {
  at: string
  actor: AuditEvent['actor']
  showsSeconds?: boolean
  isOpen: boolean
  toggleLabel?: string
  toggleName: string
  onToggle: () => void
  children: ReactNode
}
