import { locale } from '../../texts/texts.ts'
import type { TreeRow } from '../tree/tree-rows.ts'
import type { FolderEntry } from './folder-entry.ts'

/** The entries of each folder that was loaded, by its path. */
export type Folders = ReadonlyMap<string, readonly FolderEntry[]>

/** Arranges the entries of open folders as rows of a tree. A folder that is not loaded yet has no rows below. */
export function folderRows(
  folders: Folders,
  open: ReadonlySet<string>,
  folder = '',
  depth = 0,
): TreeRow<FolderEntry>[] {
  return (folders.get(folder) ?? []).flatMap(entry => {
    const { path } = entry
    const isOpen = entry.isFolder && open.has(path)
    const row = {
      path,
      name: path.slice(path.lastIndexOf('/') + 1),
      depth,
      item: entry,
      isFolder: entry.isFolder,
      isOpen,
    }
    return isOpen ? [row, ...folderRows(folders, open, path, depth + 1)] : [row]
  })
}

/** Returns the folders around a path: `a` and `a/b` for `a/b/c`. */
export function foldersAround(path: string): string[] {
  const names = path.split('/')
  return names.slice(0, -1).map((_, index) => names.slice(0, index + 1).join('/'))
}

const names = new Intl.Collator(locale, { numeric: true })

/** Orders the entries of one folder as people do: folders first, and 2 before 10. */
export function inOrder(entries: readonly FolderEntry[]): FolderEntry[] {
  return [...entries].sort(
    (one, other) => Number(other.isFolder) - Number(one.isFolder) || names.compare(one.path, other.path),
  )
}
