import { Button, Group } from '@mantine/core'
import { useState } from 'react'
import { t } from '../../texts/texts.ts'

/** The state of a log that is read backward. Keeps the cursor before which each page ends. */
export function useOlderPages() {
  const [cursors, setCursors] = useState<string[]>([])
  return {
    before: cursors.at(-1) ?? null,
    older: (startCursor: string) => setCursors([...cursors, startCursor]),
    newer: () => setCursors(cursors.slice(0, -1)),
  }
}

/** The buttons below the log, which also scroll to its top. Renders nothing if everything fits on one page. */
export function OlderNewer({ pages, pageInfo }: Props) {
  const older = pageInfo.hasPreviousPage ? pageInfo.startCursor : null
  if (!older && !pages.before) return null
  const changePage = (to: () => void) => {
    to()
    scrollTo(0, 0)
  }
  return (
    <Group justify="center" gap="xs" role="navigation" aria-label={t('activity.pages')}>
      <Button variant="default" size="xs" disabled={!pages.before} onClick={() => changePage(pages.newer)}>
        {t('activity.newer')}
      </Button>
      <Button
        variant="default"
        size="xs"
        disabled={!older}
        onClick={() => older && changePage(() => pages.older(older))}
      >
        {t('activity.older')}
      </Button>
    </Group>
  )
}

type Props = {
  pages: ReturnType<typeof useOlderPages>
  pageInfo: { hasPreviousPage: boolean; startCursor: string | null }
}
