import { Button, Group, Text } from '@mantine/core'
import { type MouseEvent, useState } from 'react'
import { t } from '../texts/texts.ts'

/** The state of a list that is read page by page. Keeps the cursors of earlier pages, so only `endCursor` is needed. */
export function usePages(size: number) {
  const [cursors, setCursors] = useState<string[]>([])
  return {
    size,
    page: cursors.length,
    after: cursors.at(-1) ?? null,
    forward: (endCursor: string) => setCursors([...cursors, endCursor]),
    back: () => setCursors(cursors.slice(0, -1)),
    restart: () => setCursors([]),
  }
}

type PageInfo = { hasNextPage: boolean; endCursor: string | null }

/** The buttons below a long list, with the range shown. Renders nothing if everything fits on one page. */
export function Pager({ pages, pageInfo, total, label }: Props) {
  if (pages.page === 0 && !pageInfo.hasNextPage) return null
  const first = pages.page * pages.size
  return (
    <Group justify="space-between" mt="lg" role="navigation" aria-label={label}>
      <Text size="sm" c="dimmed">
        {t('common.pageRange', { first: first + 1, last: Math.min(first + pages.size, total), total })}
      </Text>
      <Group gap="sm">
        <Button
          variant="default"
          size="xs"
          disabled={pages.page === 0}
          onClick={event => {
            pages.back()
            scrollToTop(event)
          }}
        >
          {t('common.previousPage')}
        </Button>
        <Button
          variant="default"
          size="xs"
          disabled={!pageInfo.hasNextPage || !pageInfo.endCursor}
          onClick={event => {
            if (pageInfo.endCursor) pages.forward(pageInfo.endCursor)
            scrollToTop(event)
          }}
        >
          {t('common.nextPage')}
        </Button>
      </Group>
    </Group>
  )
}

/** Scrolls to the top of the section, tab, or page that contains the button. */
function scrollToTop(event: MouseEvent<HTMLElement>) {
  event.currentTarget.closest('section, [role="tabpanel"], main')?.scrollIntoView({ block: 'start' })
}

type Props = { pages: ReturnType<typeof usePages>; pageInfo: PageInfo; total: number; label: string }
