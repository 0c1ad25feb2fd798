import { Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import { t } from '../../texts/texts.ts'
import { useAddress } from '../address.ts'
import { LoadingSkeleton } from '../loading-skeleton.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import type { TreeRow } from '../tree/tree-rows.ts'
import { VirtualTree } from '../tree/virtual-tree.tsx'
import { FileCells } from './file-cells.tsx'
import type { DraftVersion, FolderEntry } from './folder-entry.ts'
import { folderRows, foldersAround } from './folder-rows.ts'
import { useFolders } from './use-folders.ts'

/** The folders of the draft. Each is loaded when it is opened. */
export function FolderTree({ version, selected, open: openFile }: Props) {
  const { params, change } = useAddress()
  const [open, setOpen] = useState<ReadonlySet<string>>(() => {
    const folder = params.get('folder')
    return new Set([...(folder ? [...foldersAround(folder), folder] : []), ...foldersAround(selected ?? '')])
  })
  const { folders, error, retry } = useFolders(version, open)
  const rows = useMemo(() => folderRows(folders, open), [folders, open])
  const toggle = ({ path, isOpen }: TreeRow<FolderEntry>) => {
    setOpen(new Set(isOpen ? [...open].filter(each => each !== path) : [...open, path]))
    const folder = isOpen ? (foldersAround(path).at(-1) ?? null) : path
    change({ folder }, { replace: true })
  }
  return (
    <>
      <ErrorNotice error={error} retry={retry} />
      {!folders.has('') && !error && <LoadingSkeleton lines={6} />}
      {folders.get('')?.length === 0 && <Text c="dimmed">{t('files.empty')}</Text>}
      {rows.length > 0 && (
        <VirtualTree
          label={t('files.tree')}
          rows={rows}
          selected={selected}
          cells={({ item }) => item && <FileCells entry={item} />}
          onToggle={toggle}
          onOpen={openFile}
        />
      )}
    </>
  )
}

type Props = { version: DraftVersion; selected: string | null; open: (path: string) => void }
