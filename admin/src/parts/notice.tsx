import type { ReactNode } from 'react'
import { CheckIcon, ClockIcon, ErrorIcon, InfoIcon, WarningIcon } from '../theme/icons.tsx'
import classes from './notice.module.css'

const ICONS = { success: CheckIcon, error: ErrorIcon, warning: WarningIcon, waiting: ClockIcon, info: InfoIcon }

/** A colored box for a result or a warning. With `alert`, screen readers announce it at once. */
export function Notice({ tone, alert, children }: { tone: Tone; alert?: boolean; children: ReactNode }) {
  const Icon = ICONS[tone]
  return (
    <div className={classes.notice} data-tone={tone} role={alert ? 'alert' : undefined}>
      <span className={classes.icon}>
        <Icon />
      </span>
      <div className={classes.content}>{children}</div>
    </div>
  )
}

/** The kind of a notice, shown by its color and icon. */
export type Tone = keyof typeof ICONS
