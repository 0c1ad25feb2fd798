import { readdirSync, readlinkSync } from 'node:fs'
import { identity } from './path.ts'
import { slices } from './slices.ts'
import { absentAs, isStill, type Stamp, stampOf, statsOf } from './stamp.ts'

/** A file or folder as it lies on the disk. `path` is its identity (Dropbox's path_lower), `name` the very name on disk, `target` where a symbolic link points. */
export type Found = {
  path: string
  name: string
  display: string
  tag: 'file' | 'folder'
  stamp: Stamp
  target?: string
}

/** A name in a folder, and what it was when it was looked at. `rivals` come before it and have the same identity. */
type Place = { name: string; local: string; path: string; display: string; rivals: Place[]; found?: Found }

/** A folder's names in the order in which the system told them, and its places in that of their names. */
type Folder = { names: string[]; places: Place[] }

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
  #all: ReadonlyMap<string, Found> = new Map()
  #isStale = false

  constructor(root: string) {
    this.#root = root
  }

  /** What is there by its identity, parents before children: the very same map while nothing changes. An absent folder is empty. */
  async look(): Promise<ReadonlyMap<string, Found>> {
    const folders = new Map<string, Folder>()
    const rest = [{ local: this.#root, path: '', display: '' }]
    const pause = slices()
    for (const at of rest) {
      const folder = this.#list(at)
      folders.set(at.local, folder)
      for (const place of folder.places) {
        this.#lookAt(place)
        if (place.found?.tag === 'folder') rest.push(place)
        const waiting = pause()
        if (waiting) await waiting
      }
    }
    this.#folders = folders
    if (this.#isStale) this.#all = allOf(folders)
    this.#isStale = false
    return this.#all
  }

  #list(at: Pick<Place, 'local' | 'path' | 'display'>): Folder {
    const names = absentAs([], () => readdirSync(at.local))
    const before = this.#folders.get(at.local)
    if (before && isEqual(names, before.names)) return before
    this.#isStale = true
    const known = new Map(before?.places.map(({ name, found }) => [name, found]))
    const byPath = new Map<string, Place[]>()
    const places = names.filter(name => !name.includes('\\')).toSorted()
    return {
      names,
      places: places.map(name => {
        const path = `${at.path}/${identity(name)}`
        const rivals = byPath.get(path) ?? []
        const local = `${at.local}/${name}`
        const display = `${at.display}/${name.normalize('NFC')}`
        const place = { name, local, path, display, rivals, found: known.get(name) }
        byPath.set(path, [...rivals, place])
        return place
      }),
    }
  }

  #lookAt(place: Place) {
    const found = place.rivals.some(rival => rival.found) ? undefined : look(place)
    if (found === place.found) return
    place.found = found
    this.#isStale = true
  }
}

function look({ name, local, path, display, found }: Place): Found | undefined {
  const stats = statsOf(local)
  if (!stats) return undefined
  const tag = stats.isDirectory() ? 'folder' : 'file'
  if (found?.tag === tag && isStill(stats, found.stamp)) return found
  const target = stats.isSymbolicLink() ? absentAs(undefined, () => readlinkSync(local)) : undefined
  if (!stats.isFile() && !stats.isDirectory() && target === undefined) return undefined
  const now = { path, name, display, tag, stamp: stampOf(stats) } as const
  return target === undefined ? now : { ...now, target }
}

function allOf(folders: Map<string, Folder>): Map<string, Found> {
  const all = new Map<string, Found>()
  for (const { places } of folders.values()) for (const { found } of places) if (found) all.set(found.path, found)
  return all
}

const isEqual = (some: string[], others: string[]) =>
  some.length === others.length && some.every((name, index) => name === others[index])
