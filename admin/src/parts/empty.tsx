import { Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './empty.module.css'

/** What stands where nothing is yet: what it is for, and what to do. */
export function Empty({ icon, title, children }: { icon: ReactNode; title: string; children?: ReactNode }) {
  return (
    <Stack align="center" gap={6} className={classes.empty}>
      <span className={classes.icon}>{icon}</span>
      <Text fw={600}>{title}</Text>
      <div className={classes.words}>{children}</div>
    </Stack>
  )
}
