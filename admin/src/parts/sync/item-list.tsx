import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useQuery } from 'urql'
import { graphql } from '../../graphql/tada.ts'
import { t } from '../../texts/texts.ts'
import { LoadingSkeleton } from '../loading-skeleton.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { useRefetchOnChange } from '../use-refetch-on-change.ts'
import { listLabel, listVersion } from './item-labels.ts'
import classes from './item-list.module.css'
import { ItemRow, ItemRowFields } from './item-row.tsx'
import type { SyncAction } from './plan-figures.ts'
import type { SyncRun } from './sync-run.ts'

const PAGE_SIZE = 50

const ItemsQuery = graphql(
  `
    query SyncItems($run: ID!, $action: SyncAction!, $folder: String, $first: Int!, $after: String) {
      syncRun(id: $run) {
        id
        items(action: $action, folder: $folder, first: $first, after: $after) {
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

/** The files that a run copies, deletes, or ignores, 50 at a time. `folder`: only those in a folder, '' in none. */
export function ItemList({ run, action, folder = null }: ListProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable list must be reachable by keyboard
    <ul className={classes.list} aria-label={listLabel(action, folder)} tabIndex={0}>
      <ItemPage run={run} action={action} folder={folder} after={null} />
    </ul>
  )
}

/** One page of files, followed by the next page after a click on "Show more". */
function ItemPage({ run, action, folder = null, after }: PageProps) {
  const [isNextPageShown, setIsNextPageShown] = useState(false)
  const variables = { run: run.id, action, folder, first: PAGE_SIZE, after }
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
  return (
    <>
      {items.nodes.map(item => (
        <ItemRow key={item.path} item={item} isRunFinished={run.finishedAt !== null} />
      ))}
      {hasNextPage && !isNextPageShown && (
        <ShowMoreItem onClick={() => setIsNextPageShown(true)}>{t('sync.showMore')}</ShowMoreItem>
      )}
      {hasNextPage && isNextPageShown && <ItemPage run={run} action={action} folder={folder} after={endCursor} />}
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

type ListProps = { run: SyncRun; action: SyncAction; folder?: string | null }
type PageProps = ListProps & { after: string | null }
