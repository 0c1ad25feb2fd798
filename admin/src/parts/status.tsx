import type { ReactNode } from 'react'
import classes from './status.module.css'

/** The kind of a state, shown by the color of its dot. `attention`: a person has to do something. */
export type StatusTone = 'done' | 'running' | 'waiting' | 'attention' | 'failed'

/** A state: a colored dot and its words. `title` explains it. */
export function Status({ tone, title, children }: { tone: StatusTone; title?: string; children: ReactNode }) {
  return (
    <span className={classes.status} data-tone={tone} title={title}>
      <span>{children}</span>
    </span>
  )
}
