import { Group, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { DocumentTitle } from './document-title.tsx'

/** The heading of a page, which is also the title of the browser tab. `aside` is at its right. `tab`: the open tab of the page. */
export function PageTitle({ children, aside, tab }: { children: string; aside?: ReactNode; tab?: string | null }) {
  return (
    <Group justify="space-between" mb="xl" gap="md">
      <DocumentTitle page={children} tab={tab} />
      <Title order={1} style={{ overflowWrap: 'anywhere' }}>
        {children}
      </Title>
      {aside}
    </Group>
  )
}
