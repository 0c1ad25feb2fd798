import { readdirSync, readlinkSync } from 'node:fs'
import { toPathLower } from './path.ts'
import { timeSlicer } from './slices.ts'
import { catchAbsent, isUnchangedSince, type Stamp, stampOf, statsOf } from './stamp.ts'

/** A file or folder as it lies on the disk. `path` is its identity (Dropbox's path_lower), `name` the very name on disk, `target` where a symbolic link points. */
export type DiskEntry = {
  path: string
  name: string
  display: string
  tag: 'file' | 'folder'
  stamp: Stamp
  target?: string
}

/** A name in a folder, and what it was when it was looked at. `rivals` come before it and have the same identity. */
type FolderItem = {
  name: string
  local: string
  path: string
  display: string
  caseConflicts: FolderItem[]
  entry?: DiskEntry
}

/** A folder's names in the order in which the system told them, and its places in that of their names. */
type Folder = { names: string[]; items: FolderItem[] }

/**
 * Everything in a local folder. Symbolic links are shown, never followed. Left out is what Dropbox cannot have: sockets and pipes, names with a
 * backslash, and of names with one identity (`A.txt` and `a.txt`) all but the first in code unit order.
 *
 * Each look asks the system about each file, since one that is overwritten shows nowhere else; all that is not changed is kept from the look
 * before. The calls are synchronous, in slices, because a visit to the thread pool for each takes five times as long.
 */
export class Tree {
  readonly #root: string
  #folders = new Map<string, Folder>()
  #all: ReadonlyMap<string, DiskEntry> = new Map()
  #isStale = false

  constructor(root: string) {
    this.#root = root
  }

  /** What is there by its identity, parents before children: the very same map while nothing changes. An absent folder is empty. */
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
        const turn = yieldIfDue()
        if (turn) await turn
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
    const found = item.caseConflicts.some(rival => rival.entry) ? undefined : readDiskEntry(item)
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
