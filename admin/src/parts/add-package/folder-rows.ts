import { locale } from '../../texts/texts.ts'
import type { TreeRow } from '../tree/tree-rows.ts'
import { keyOf, type TreeFolder } from './folder.ts'

/** The subfolders of each folder that was loaded, by its key. */
export type Subfolders = ReadonlyMap<string, readonly TreeFolder[]>

/**
 * Arranges the subfolders of open folders as rows of a tree. `open` has their keys. A folder that is not loaded yet has no
 * rows below it, and one that is known to have no subfolders cannot be opened.
 */
export function folderRows(
  folders: Subfolders,
  open: ReadonlySet<string>,
  parent = '',
  depth = 0,
): TreeRow<TreeFolder>[] {
  return (folders.get(parent) ?? []).flatMap(folder => {
    const key = keyOf(folder.path)
    const isFolder = folders.get(key)?.length !== 0
    const isOpen = isFolder && open.has(key)
    const row = { path: folder.path, name: folder.name, depth, item: folder, isFolder, isOpen }
    return isOpen ? [row, ...folderRows(folders, open, key, depth + 1)] : [row]
  })
}

/** Returns folders as the rows of a list. */
export const flatRows = (folders: readonly TreeFolder[]): TreeRow<TreeFolder>[] =>
  folders.map(folder => ({
    ...{ path: folder.path, name: folder.name, depth: 0, item: folder, isFolder: false, isOpen: false },
  }))

const names = new Intl.Collator(locale, { numeric: true })

/** Orders folders as people do: 2 before 10. */
export const inOrder = (folders: readonly TreeFolder[]): TreeFolder[] =>
  [...folders].sort((one, other) => names.compare(one.name, other.name))
