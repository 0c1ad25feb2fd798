import type { ReactNode } from 'react'
import classes from './facts.module.css'

/** Facts about one thing, each with its title. */
export function Facts({ facts }: { facts: readonly { title: string; value: ReactNode }[] }) {
  return (
    <dl className={classes.facts}>
      {facts.map(({ title, value }) => (
        <div key={title}>
          <dt>{title}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
