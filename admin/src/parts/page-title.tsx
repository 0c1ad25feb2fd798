import { Group, Title } from '@mantine/core'
import type { ReactNode } from 'react'

/** The heading of a page, which is the browser tab's title too; `aside` stands at its right. */
export function PageTitle({ children, aside }: { children: string; aside?: ReactNode }) {
  return (
    <Group justify="space-between" mb="lg" gap="sm">
      <title>{`${children} · Lectern`}</title>
      <Title order={1}>{children}</Title>
      {aside}
    </Group>
  )
}
