import { Stack, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './empty-state.module.css'

/** Explains an empty list and what to do next. `order` is the heading level, 3 by default. */
export function EmptyState({ icon, title, order = 3, children }: Props) {
  return (
    <Stack align="center" gap={6} className={classes.empty}>
      <span className={classes.icon}>{icon}</span>
      <Title order={order} className={classes.title}>
        {title}
      </Title>
      <div className={classes.text}>{children}</div>
    </Stack>
  )
}

type Props = { icon: ReactNode; title: string; order?: 1 | 2 | 3; children?: ReactNode }
