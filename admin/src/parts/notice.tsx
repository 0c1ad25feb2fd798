import type { ReactNode } from 'react'
import { CheckIcon, ClockIcon, ErrorIcon, InfoIcon, WarningIcon } from '../theme/icons.tsx'
import classes from './notice.module.css'

const ICONS = { good: CheckIcon, bad: ErrorIcon, careful: WarningIcon, waiting: ClockIcon, info: InfoIcon }

/** A coloured line or two inside a card: how something came out, or what to look at. `alert` reads it out at once. */
export function Notice({ tone, alert, children }: { tone: Tone; alert?: boolean; children: ReactNode }) {
  const Icon = ICONS[tone]
  return (
    <div className={classes.notice} data-tone={tone} role={alert ? 'alert' : undefined}>
      <span className={classes.icon}>
        <Icon />
      </span>
      <div className={classes.words}>{children}</div>
    </div>
  )
}

/** How a notice is meant: it went well, it failed, take care, it waits for something, just to know. */
export type Tone = keyof typeof ICONS
