import { Button, Group, Text } from '@mantine/core'
import { type MouseEvent, useState } from 'react'
import { formatCount } from '../format/count.ts'

/** Walks through a long list page by page. It keeps the cursors of the pages before, so only `endCursor` is needed. */
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

/** The two buttons below a long list, with where one is in it; nothing where one page holds all. `of` names the list. */
export function Pager({ pages, info: pageInfo, total, of: listName }: Props) {
  if (pages.page === 0 && !pageInfo.hasNextPage) return null
  const first = pages.page * pages.size
  return (
    <Group justify="space-between" mt="md" role="navigation" aria-label={`Pages of ${listName}`}>
      <Text size="sm" c="gray.6">
        {formatCount(first + 1)}–{formatCount(Math.min(first + pages.size, total))} of {formatCount(total)}
      </Text>
      <Group gap="xs">
        <Button
          variant="default"
          size="xs"
          disabled={pages.page === 0}
          onClick={event => {
            pages.back()
            scrollToTop(event)
          }}
        >
          Previous
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
          Next
        </Button>
      </Group>
    </Group>
  )
}

/** Shows the list from its first line again: the section, tab or page that the button stands in. */
function scrollToTop(event: MouseEvent<HTMLElement>) {
  event.currentTarget.closest('section, [role="tabpanel"], main')?.scrollIntoView({ block: 'start' })
}

type Props = { pages: ReturnType<typeof usePages>; info: PageInfo; total: number; of: string }
