import { useState } from 'react'
import { useAddress } from '../address.ts'
import type { TreeRow } from '../tree/tree-rows.ts'
import { foldersAround, keyOf, parentOf, type TreeFolder } from './folder.ts'
import { useSubfolders } from './use-subfolders.ts'

/**
 * The tree of Dropbox folders. The address contains the folder that was opened last (`?path=`). `revealed` is the folder to
 * scroll to.
 */
export function useFolderTree() {
  const { params, change } = useAddress()
  const path = params.get('path') ?? ''
  const [open, setOpen] = useState<ReadonlySet<string>>(() => opened(path))
  const [revealed, setRevealed] = useState<string | null>(path || null)
  const subfolders = useSubfolders(open)
  return {
    ...subfolders,
    open,
    path,
    revealed,
    toggle: ({ path, isOpen }: TreeRow<TreeFolder>) => {
      const key = keyOf(path)
      setOpen(new Set(isOpen ? [...open].filter(each => each !== key) : [...open, key]))
      change({ path: isOpen ? parentOf(path) : path }, { replace: true })
    },
    /** Ends a search, and shows a folder where it is. */
    show: (path: string) => {
      setOpen(new Set([...open, ...opened(path)]))
      setRevealed(path)
      change({ path, search: null })
    },
  }
}

/** The keys of a folder and those around it. */
const opened = (path: string) => new Set(path ? [...foldersAround(path), path].map(keyOf) : [])
