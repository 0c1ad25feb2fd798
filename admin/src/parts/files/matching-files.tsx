import { Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useClient } from 'urql'
import { t } from '../../texts/texts.ts'
import { LoadingSkeleton } from '../loading-skeleton.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { type TreeRow, treeRows } from '../tree/tree-rows.ts'
import { type LoadedPage, useLoadedPages } from '../tree/use-loaded-pages.ts'
import { VirtualTree } from '../tree/virtual-tree.tsx'
import { FileCells } from './file-cells.tsx'
import { type DraftVersion, type FileKind, type FolderEntry, FolderQuery } from './folder-entry.ts'

/** The files of all folders that match a filter, in their folders. */
export function MatchingFiles({ version, filter, selected, open }: Props) {
  const client = useClient()
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const files = useLoadedPages<FolderEntry>(JSON.stringify(filter), async (after): Promise<LoadedPage<FolderEntry>> => {
    const { data, error } = await client.query(FolderQuery, { ...version, ...filter, allLevels: true, after })
    const node = data?.node
    return (node?.__typename === 'Draft' && node.folder) || { error }
  })
  const rows = useMemo(() => treeRows(files.nodes ?? [], closed), [files.nodes, closed])
  const toggle = ({ path, isOpen }: TreeRow<FolderEntry>) => {
    const others = [...closed].filter(each => each !== path)
    setClosed(new Set(isOpen ? [...others, path] : others))
  }
  const { search } = filter
  return (
    <>
      <ErrorNotice error={files.error} retry={files.retry} />
      {!files.nodes && !files.error && <LoadingSkeleton lines={6} />}
      {files.nodes && (
        <Text size="sm" c="dimmed" role="status">
          {files.nodes.length === 0 && search
            ? t('files.noMatch', { search })
            : t('files.matches', { count: files.totalCount ?? 0 })}
        </Text>
      )}
      {rows.length > 0 && (
        <VirtualTree
          label={t('files.tree')}
          rows={rows}
          selected={selected}
          cells={({ item }) => item && <FileCells entry={item} />}
          onToggle={toggle}
          onOpen={open}
          onEnd={files.loadMore}
        />
      )}
    </>
  )
}

type Props = {
  version: DraftVersion
  filter: { search: string | null; kind: FileKind | null; onlyChanged: boolean }
  selected: string | null
  open: (path: string) => void
}
