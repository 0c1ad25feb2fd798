import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useQuery } from 'urql'
import { graphql } from '../../graphql/tada.ts'
import { formatCount } from '../../format/count.ts'
import { useRefetchOnChange } from '../history/use-refetch-on-change.ts'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { LoadingSkeleton } from '../loading-skeleton.tsx'
import classes from './item-list.module.css'
import { ItemRow, ItemRowFields } from './item-row.tsx'
import { listLabel, listVersion } from './item-labels.ts'
import type { SyncAction } from './plan-figures.ts'
import type { SyncRun } from './sync-run.ts'

const PAGE_SIZE = 50

const ItemsQuery = graphql(
  `
    query SyncItems($run: ID!, $action: SyncAction!, $first: Int!, $after: String) {
      syncRun(id: $run) {
        id
        items(action: $action, first: $first, after: $after) {
          totalCount
          pageInfo {
            hasNextPage
            endCursor
          }
          nodes {
            path
            ...ItemRowFields
          }
        }
      }
    }
  `,
  [ItemRowFields],
)

/** The files that a run copies, deletes or leaves out, fifty at a time. `few`: so many of them, until all are asked for. */
export function ItemList({ run, action, few: previewCount }: { run: SyncRun; action: SyncAction; few?: number }) {
  const [isExpanded, setIsExpanded] = useState(previewCount === undefined)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <ul className={classes.list} aria-label={listLabel(action)} tabIndex={0}>
      <ItemPage
        run={run}
        action={action}
        after={null}
        few={isExpanded ? undefined : previewCount}
        onAll={() => setIsExpanded(true)}
      />
    </ul>
  )
}

/** A page, and behind it the next once that was asked for. */
function ItemPage({ run, action, after, few: previewCount, onAll: onShowAll }: PageProps) {
  const [isNextPageShown, setIsNextPageShown] = useState(false)
  const variables = { run: run.id, action, first: PAGE_SIZE, after }
  const [{ data, error }, reexecuteQuery] = useQuery({
    query: ItemsQuery,
    variables,
    requestPolicy: 'cache-and-network',
  })
  useRefetchOnChange(listVersion(run), reexecuteQuery)
  const items = data?.syncRun?.items
  if (!items)
    return (
      <li>
        <ErrorNotice error={error} retry={() => reexecuteQuery({ requestPolicy: 'network-only' })} />
        {!error && <LoadingSkeleton lines={3} />}
      </li>
    )
  const { hasNextPage, endCursor } = items.pageInfo
  const rows = items.nodes.slice(0, previewCount)
  return (
    <>
      {rows.map(item => (
        <ItemRow key={item.path} item={item} over={run.finishedAt !== null} />
      ))}
      {rows.length < items.nodes.length && (
        <ShowMoreItem onClick={onShowAll}>Show all {formatCount(items.totalCount)}</ShowMoreItem>
      )}
      {!previewCount && hasNextPage && !isNextPageShown && (
        <ShowMoreItem onClick={() => setIsNextPageShown(true)}>Show more</ShowMoreItem>
      )}
      {!previewCount && hasNextPage && isNextPageShown && <ItemPage run={run} action={action} after={endCursor} />}
    </>
  )
}

function ShowMoreItem({ onClick, children }: { onClick?: () => void; children: ReactNode }) {
  return (
    <li className={classes.more}>
      <Button variant="subtle" size="compact-sm" ml={-8} onClick={onClick}>
        {children}
      </Button>
    </li>
  )
}

type PageProps = { run: SyncRun; action: SyncAction; after: string | null; few?: number; onAll?: () => void }
