import { Group, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { t } from '../texts/texts.ts'

/** The heading of a page, which is also the title of the browser tab. `aside` is at its right. */
export function PageTitle({ children, aside }: { children: string; aside?: ReactNode }) {
  return (
    <Group justify="space-between" mb="xl" gap="md">
      <title>{t('shell.documentTitle', { page: children })}</title>
      <Title order={1} style={{ overflowWrap: 'anywhere' }}>
        {children}
      </Title>
      {aside}
    </Group>
  )
}
