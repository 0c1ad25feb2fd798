import { Stack, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './empty-state.module.css'

/** What stands where nothing is yet: what it is for, and what to do. `order` is the level of its heading, 3 unless told. */
export function EmptyState({ icon, title, order = 3, children }: Props) {
  return (
    <Stack align="center" gap={6} className={classes.empty}>
      <span className={classes.icon}>{icon}</span>
      <Title order={order} className={classes.title}>
        {title}
      </Title>
      <div className={classes.words}>{children}</div>
    </Stack>
  )
}

type Props = { icon: ReactNode; title: string; order?: 1 | 2 | 3; children?: ReactNode }
