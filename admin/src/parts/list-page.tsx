import { Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { CombinedError } from 'urql'
import type { PageInfo } from '../graphql/page-info.ts'
import { Card } from './card.tsx'
import { CursorPager } from './cursor-pager.tsx'
import { LoadingSkeleton } from './loading-skeleton.tsx'
import { PageTitle } from './page-title.tsx'
import { ErrorNotice } from './problem/error-notice.tsx'

/**
 * A page with one list: its title with a button, what the list is for, and a card with the table and the links to other
 * pages of it. `empty` is shown instead when there are no rows. `list` is undefined while it loads, and
 * has no `pageInfo` if it is never long.
 */
export function ListPage<Row>({
  title,
  action,
  help,
  error,
  retry,
  list,
  empty,
  listTitle,
  pagesLabel,
  table,
}: Props<Row>) {
  return (
    <>
      <PageTitle aside={action}>{title}</PageTitle>
      <Stack gap="xl">
        <Text size="sm" c="dimmed" maw="70ch">
          {help}
        </Text>
        <ErrorNotice error={error} retry={retry} />
        {!list && !error && <LoadingSkeleton lines={6} />}
        {list?.nodes.length === 0 && empty}
        {list && list.nodes.length > 0 && (
          <Card title={listTitle}>
            {table(list.nodes)}
            {list.pageInfo && pagesLabel && (
              <CursorPager pageInfo={list.pageInfo} total={list.totalCount} label={pagesLabel} />
            )}
          </Card>
        )}
      </Stack>
    </>
  )
}

type Props<Row> = {
  title: string
  action: ReactNode
  help: string
  error: CombinedError | undefined
  retry: () => void
  list: { nodes: readonly Row[]; pageInfo?: PageInfo; totalCount?: number } | undefined
  empty: ReactNode
  listTitle: string
  pagesLabel?: string
  table: (rows: readonly Row[]) => ReactNode
}
