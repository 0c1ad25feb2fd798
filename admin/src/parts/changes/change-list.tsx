import { Group, SegmentedControl, Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useQuery } from 'urql'
import { formatBytes } from '../../format/bytes.ts'
import { formatCount } from '../../format/count.ts'
import { t } from '../../texts/texts.ts'
import { useAddress, useAddressSearch } from '../address.ts'
import { LoadingSkeleton } from '../loading-skeleton.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { SearchField } from '../search-field.tsx'
import { type TreeRow, treeRows } from '../tree/tree-rows.ts'
import type { useLoadedPages } from '../tree/use-loaded-pages.ts'
import { VirtualTree } from '../tree/virtual-tree.tsx'
import { type Change, type ChangeKind, ChangeSummaryQuery, changeKinds, type Versions } from './change.ts'
import classes from './change-list.module.css'
import { ChangeTotals } from './change-totals.tsx'
import { LooksButton } from './looks/looks-button.tsx'

/** The changes as a tree, with how many there are, and filters by kind and by a part of the path. */
export function ChangeList({ versions, changes, kind, search, show }: Props) {
  const { change } = useAddress()
  const searching = useAddressSearch()
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const [{ data, error }] = useQuery({
    query: ChangeSummaryQuery,
    variables: { id: versions.id, base: versions.base },
  })
  const node = data?.node
  const summary = node?.__typename === 'Draft' || node?.__typename === 'Release' ? node.changeSummary : null
  const rows = useMemo(() => treeRows(changes.nodes ?? [], closed), [changes.nodes, closed])
  const toggle = ({ path, isOpen }: TreeRow<Change>) => {
    const others = [...closed].filter(each => each !== path)
    setClosed(new Set(isOpen ? [...others, path] : others))
  }
  const total = summary ? summary.added + summary.changed + summary.removed : null
  if (total === 0) return <Text role="status">{t('changes.none')}</Text>
  return (
    <>
      <Group justify="space-between" gap="sm">
        {summary && <ChangeTotals summary={summary} />}
        {summary && summary.changed > 0 && <LooksButton />}
      </Group>
      <Group gap="md" className={classes.filters}>
        <SegmentedControl
          aria-label={t('changes.kinds')}
          className={classes.kinds}
          value={kind ?? ''}
          onChange={value => change({ kind: value })}
          data={[
            { value: '', label: <KindLabel text={t('changes.all')} count={total} /> },
            ...changeKinds.map(each => ({
              value: each,
              label: <KindLabel text={t('changes.kind', { kind: each })} count={summary && countOf(summary, each)} />,
            })),
          ]}
        />
        <div className={classes.search}>
          <SearchField search={searching} label={t('changes.search')} />
        </div>
      </Group>
      <ErrorNotice error={changes.error ?? error} retry={changes.retry} />
      {!changes.nodes && !changes.error && <LoadingSkeleton lines={6} />}
      {changes.nodes?.length === 0 && (
        <Text c="dimmed" role="status">
          {search ? t('changes.noMatch', { search }) : t('changes.noneOfKind')}
        </Text>
      )}
      {rows.length > 0 && (
        <VirtualTree
          label={t('changes.list')}
          rows={rows}
          selected={null}
          onToggle={toggle}
          onOpen={show}
          onEnd={changes.loadMore}
          cells={({ item }) => item && <ChangeCells change={item} />}
        />
      )}
    </>
  )
}

function KindLabel({ text, count }: { text: string; count: number | null | undefined }) {
  return (
    <span className={classes.kindLabel}>
      {text} <span>{count == null ? '' : formatCount(count)}</span>
    </span>
  )
}

const countOf = (summary: Record<'added' | 'changed' | 'removed', number>, kind: ChangeKind) =>
  ({ ADDED: summary.added, CHANGED: summary.changed, REMOVED: summary.removed })[kind]

function ChangeCells({ change: { kind, newVideo, bytesBefore, bytesAfter } }: { change: Change }) {
  return (
    <>
      {newVideo && <span className={classes.video}>{t('changes.newVideo')}</span>}
      <span className={classes.size}>
        {kind === 'CHANGED' && <span className={classes.before}>{`${formatBytes(bytesBefore ?? 0)} → `}</span>}
        {formatBytes(bytesAfter ?? bytesBefore ?? 0)}
      </span>
      <span className={classes.kind} data-kind={kind}>
        {t('changes.kind', { kind })}
      </span>
    </>
  )
}

type Props = {
  versions: Versions
  changes: ReturnType<typeof useLoadedPages<Change>>
  kind: ChangeKind | null
  search: string
  show: (path: string) => void
}
