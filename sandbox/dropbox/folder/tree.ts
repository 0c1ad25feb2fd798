import { readdirSync, readlinkSync } from 'node:fs'
import { toPathLower } from './path.ts'
import { timeSlicer } from './slices.ts'
import { catchAbsent, isUnchangedSince, type Stamp, stampOf, statsOf } from './stamp.ts'

/**
 * A file or folder on disk. `path` identifies it (Dropbox's path_lower). `name` is the exact name on disk. `target` is
 * the target of a symbolic link.
 */
export type DiskEntry = {
  path: string
  name: string
  display: string
  tag: 'file' | 'folder'
  stamp: Stamp
  target?: string
}

/** A name in a folder, with its entry from the last scan. `caseConflicts` are earlier names with the same `path`. */
type FolderItem = {
  name: string
  local: string
  path: string
  display: string
  caseConflicts: FolderItem[]
  entry?: DiskEntry
}

/** A folder's names in the system's order, and its items ordered by name. */
type Folder = { names: string[]; items: FolderItem[] }

/**
 * Scans everything in a local folder. Includes symbolic links but never follows them. Omits what Dropbox does not
 * support: sockets and pipes, names with a backslash, and all but the first (in code unit order) of names that differ
 * only by case (`A.txt` and `a.txt`).
 *
 * Each scan stats every file, because nothing else reveals an overwritten file. Reuses unchanged entries of the
 * previous scan. The calls are synchronous, in slices, because the thread pool takes five times as long.
 */
export class Tree {
  readonly #root: string
  #folders = new Map<string, Folder>()
  #all: ReadonlyMap<string, DiskEntry> = new Map()
  #isStale = false

  constructor(root: string) {
    this.#root = root
  }

  /**
   * Scans the folder. Returns entries by `path`, parents before children, and the same map while nothing changes. An
   * absent folder is empty.
   */
  async scan(): Promise<ReadonlyMap<string, DiskEntry>> {
    const folders = new Map<string, Folder>()
    const pending = [{ local: this.#root, path: '', display: '' }]
    const yieldIfDue = timeSlicer()
    for (const at of pending) {
      const folder = this.#list(at)
      folders.set(at.local, folder)
      for (const item of folder.items) {
        this.#refreshItem(item)
        if (item.entry?.tag === 'folder') pending.push(item)
        const pause = yieldIfDue()
        if (pause) await pause
      }
    }
    this.#folders = folders
    if (this.#isStale) this.#all = collectEntries(folders)
    this.#isStale = false
    return this.#all
  }

  #list(at: Pick<FolderItem, 'local' | 'path' | 'display'>): Folder {
    const names = catchAbsent([], () => readdirSync(at.local))
    const before = this.#folders.get(at.local)
    if (before && isEqual(names, before.names)) return before
    this.#isStale = true
    const previous = new Map(before?.items.map(({ name, entry }) => [name, entry]))
    const itemsByPath = new Map<string, FolderItem[]>()
    const storableNames = names.filter(name => !name.includes('\\')).toSorted()
    return {
      names,
      items: storableNames.map(name => {
        const path = `${at.path}/${toPathLower(name)}`
        const caseConflicts = itemsByPath.get(path) ?? []
        const local = `${at.local}/${name}`
        const display = `${at.display}/${name.normalize('NFC')}`
        const item: FolderItem = { name, local, path, display, caseConflicts, entry: previous.get(name) }
        itemsByPath.set(path, [...caseConflicts, item])
        return item
      }),
    }
  }

  #refreshItem(item: FolderItem) {
    const found = item.caseConflicts.some(conflict => conflict.entry) ? undefined : readDiskEntry(item)
    if (found === item.entry) return
    item.entry = found
    this.#isStale = true
  }
}

function readDiskEntry({ name, local, path, display, entry }: FolderItem): DiskEntry | undefined {
  const stats = statsOf(local)
  if (!stats) return undefined
  const tag = stats.isDirectory() ? 'folder' : 'file'
  if (entry?.tag === tag && isUnchangedSince(stats, entry.stamp)) return entry
  const target = stats.isSymbolicLink() ? catchAbsent(undefined, () => readlinkSync(local)) : undefined
  if (!stats.isFile() && !stats.isDirectory() && target === undefined) return undefined
  const now = { path, name, display, tag, stamp: stampOf(stats) } as const
  return target === undefined ? now : { ...now, target }
}

function collectEntries(folders: Map<string, Folder>): Map<string, DiskEntry> {
  const all = new Map<string, DiskEntry>()
  for (const { items } of folders.values()) for (const { entry } of items) if (entry) all.set(entry.path, entry)
  return all
}

const isEqual = (some: string[], others: string[]) =>
  some.length === others.length && some.every((name, index) => name === others[index])
