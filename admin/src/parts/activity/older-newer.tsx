import { Button, Group } from '@mantine/core'
import { useState } from 'react'

/** Walks back in a log that is oldest first: keeps the cursors before which each page ends. */
export function useOlderPages() {
  const [cursors, setCursors] = useState<string[]>([])
  return {
    before: cursors.at(-1) ?? null,
    older: (startCursor: string) => setCursors([...cursors, startCursor]),
    newer: () => setCursors(cursors.slice(0, -1)),
  }
}

/** The two buttons below the log, which lead to the top of the next page; nothing where one page holds all. */
export function OlderNewer({ pages, info: pageInfo }: Props) {
  const older = pageInfo.hasPreviousPage ? pageInfo.startCursor : null
  if (!older && !pages.before) return null
  const changePage = (to: () => void) => {
    to()
    scrollTo(0, 0)
  }
  return (
    <Group justify="center" gap="xs" role="navigation" aria-label="Pages of the activity">
      <Button variant="default" size="xs" disabled={!pages.before} onClick={() => changePage(pages.newer)}>
        Newer
      </Button>
      <Button
        variant="default"
        size="xs"
        disabled={!older}
        onClick={() => older && changePage(() => pages.older(older))}
      >
        Older
      </Button>
    </Group>
  )
}

type Props = {
  pages: ReturnType<typeof useOlderPages>
  info: { hasPreviousPage: boolean; startCursor: string | null }
}
