import type { Stats } from 'node:fs'
import { lstat, readdir, readlink } from 'node:fs/promises'
import { identity } from './path.ts'

/** What tells that a local file is still the same with the same bytes, without reading it. Times are milliseconds with fractions. */
export type Stamp = { ino: number; born: number; size: number; mtime: number; ctime: number }

/** A file or folder as it lies on the disk. `path` is its identity (Dropbox's path_lower), `name` the very name on disk, `target` where a symbolic link points. */
export type Found = {
  path: string
  name: string
  display: string
  tag: 'file' | 'folder'
  stamp: Stamp
  target?: string
}

/** The stamp of what `lstat` or an open file's `stat` says. */
export const stampOf = ({ ino, birthtimeMs, size, mtimeMs, ctimeMs }: Stats): Stamp => ({
  ino,
  born: birthtimeMs,
  size,
  mtime: mtimeMs,
  ctime: ctimeMs,
})

/** Whether nothing at all happened to a file between two stamps. */
export const isSame = (one: Stamp, other: Stamp): boolean =>
  one.ino === other.ino && one.size === other.size && one.mtime === other.mtime && one.ctime === other.ctime

/**
 * Everything in the folder by its identity, parents before children; an absent folder is empty. Symbolic links are shown, never followed.
 * Left out is what Dropbox cannot have: sockets and pipes, names with a backslash, and of names with one identity (`A.txt`
 * and `a.txt`) all but the first in code unit order. 20,000 files take about 0.15 s.
 */
export async function readTree(folder: string): Promise<Map<string, Found>> {
  const tree = new Map<string, Found>()
  await readFolder(folder, '', '', tree)
  return tree
}

async function readFolder(local: string, path: string, display: string, tree: Map<string, Found>) {
  const names = (await absentAs([], readdir(local))).sort()
  const all = await Promise.all(names.map(name => look(`${local}/${name}`, name, path, display)))
  for (const found of all) {
    if (!found || tree.has(found.path)) continue
    tree.set(found.path, found)
    if (found.tag === 'folder') await readFolder(`${local}/${found.name}`, found.path, found.display, tree)
  }
}

async function look(local: string, name: string, path: string, display: string): Promise<Found | undefined> {
  const stats = name.includes('\\') ? undefined : await absentAs(undefined, lstat(local))
  const target = stats?.isSymbolicLink() ? await absentAs(undefined, readlink(local)) : undefined
  if (!stats || !(stats.isFile() || stats.isDirectory() || target !== undefined)) return undefined
  return {
    path: `${path}/${identity(name)}`,
    name,
    display: `${display}/${name.normalize('NFC')}`,
    tag: stats.isDirectory() ? 'folder' : 'file',
    stamp: stampOf(stats),
    ...(target !== undefined && { target }),
  }
}

/** What vanishes, or becomes a file or a link, while we look is absent; any other failure is one. */
export async function absentAs<Instead, Value>(instead: Instead, looking: Promise<Value>): Promise<Value | Instead> {
  try {
    return await looking
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ELOOP', 'EINVAL'].includes((error as NodeJS.ErrnoException).code ?? '')) return instead
    throw error
  }
}
