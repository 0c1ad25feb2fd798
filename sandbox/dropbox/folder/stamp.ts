import { lstatSync, type Stats } from 'node:fs'

/** Identifies the state of a local file without reading it. Times are in milliseconds with fractions. */
export type Stamp = { ino: number; born: number; size: number; mtime: number; ctime: number }

/** Creates a stamp from the result of `lstat` or of an open file's `stat`. */
export const stampOf = ({ ino, birthtimeMs, size, mtimeMs, ctimeMs }: Stats): Stamp => ({
  ino,
  born: birthtimeMs,
  size,
  mtime: mtimeMs,
  ctime: ctimeMs,
})

/** Returns whether a file is unchanged between two stamps. */
export const isSameStamp = (one: Stamp, other: Stamp): boolean =>
  one.ino === other.ino && one.size === other.size && one.mtime === other.mtime && one.ctime === other.ctime

/** Returns whether a file is unchanged since its stamp. */
export const isUnchangedSince = ({ ino, size, mtimeMs, ctimeMs }: Stats, stamp: Stamp): boolean =>
  ino === stamp.ino && size === stamp.size && mtimeMs === stamp.mtime && ctimeMs === stamp.ctime

/** Returns the stats of a path without following links. Returns undefined if it does not exist. */
export const statsOf = (localPath: string): Stats | undefined =>
  catchAbsent(undefined, () => lstatSync(localPath, { throwIfNoEntry: false }))

/** Returns the fallback if a path vanishes, or becomes a file or a link, during the read. Rethrows any other error. */
export function catchAbsent<Fallback, Value>(fallback: Fallback, read: () => Value): Value | Fallback {
  try {
    return read()
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ELOOP', 'EINVAL'].includes((error as NodeJS.ErrnoException).code ?? '')) return fallback
    throw error
  }
}
