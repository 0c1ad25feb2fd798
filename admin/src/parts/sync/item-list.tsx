import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useQuery } from 'urql'
import { graphql } from '../../graphql/tada.ts'
import { count } from '../../text/count.ts'
import { useFresh } from '../history/use-fresh.ts'
import { TroubleNote } from '../problem/trouble-note.tsx'
import { Waiting } from '../waiting.tsx'
import classes from './item-list.module.css'
import { ItemRow, ItemRowFields } from './item-row.tsx'
import { listName, listVersion } from './item-words.ts'
import type { SyncAction } from './plan-figures.ts'
import type { SyncRun } from './sync-run.ts'

const PAGE = 50

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
export function ItemList({ run, action, few }: { run: SyncRun; action: SyncAction; few?: number }) {
  const [all, setAll] = useState(few === undefined)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <ul className={classes.list} aria-label={listName(action)} tabIndex={0}>
      <Page run={run} action={action} after={null} few={all ? undefined : few} onAll={() => setAll(true)} />
    </ul>
  )
}

/** A page, and behind it the next once that was asked for. */
function Page({ run, action, after, few, onAll }: PageProps) {
  const [more, setMore] = useState(false)
  const variables = { run: run.id, action, first: PAGE, after }
  const [{ data, error }, read] = useQuery({ query: ItemsQuery, variables, requestPolicy: 'cache-and-network' })
  useFresh(listVersion(run), read)
  const items = data?.syncRun?.items
  if (!items)
    return (
      <li>
        <TroubleNote error={error} retry={() => read({ requestPolicy: 'network-only' })} />
        {!error && <Waiting lines={3} />}
      </li>
    )
  const { hasNextPage, endCursor } = items.pageInfo
  const rows = items.nodes.slice(0, few)
  return (
    <>
      {rows.map(item => (
        <ItemRow key={item.path} item={item} over={run.finishedAt !== null} />
      ))}
      {rows.length < items.nodes.length && <More onClick={onAll}>Show all {count(items.totalCount)}</More>}
      {!few && hasNextPage && !more && <More onClick={() => setMore(true)}>Show more</More>}
      {!few && hasNextPage && more && <Page run={run} action={action} after={endCursor} />}
    </>
  )
}

function More({ onClick, children }: { onClick?: () => void; children: ReactNode }) {
  return (
    <li className={classes.more}>
      <Button variant="subtle" size="compact-sm" ml={-8} onClick={onClick}>
        {children}
      </Button>
    </li>
  )
}

type PageProps = { run: SyncRun; action: SyncAction; after: string | null; few?: number; onAll?: () => void }
