import { lstatSync, type Stats } from 'node:fs'

/** What tells that a local file is still the same with the same bytes, without reading it. Times are milliseconds with fractions. */
export type Stamp = { ino: number; born: number; size: number; mtime: number; ctime: number }

/** The stamp of what `lstat` or an open file's `stat` says. */
export const stampOf = ({ ino, birthtimeMs, size, mtimeMs, ctimeMs }: Stats): Stamp => ({
  ino,
  born: birthtimeMs,
  size,
  mtime: mtimeMs,
  ctime: ctimeMs,
})

/** Whether nothing at all happened to a file between two stamps. */
export const isSameStamp = (one: Stamp, other: Stamp): boolean =>
  one.ino === other.ino && one.size === other.size && one.mtime === other.mtime && one.ctime === other.ctime

/** Whether nothing at all happened to a file since its stamp. */
export const isUnchangedSince = ({ ino, size, mtimeMs, ctimeMs }: Stats, stamp: Stamp): boolean =>
  ino === stamp.ino && size === stamp.size && mtimeMs === stamp.mtime && ctimeMs === stamp.ctime

/** Of what is there, be it a link. */
export const statsOf = (localPath: string): Stats | undefined =>
  catchAbsent(undefined, () => lstatSync(localPath, { throwIfNoEntry: false }))

/** What vanishes, or becomes a file or a link, while we look is absent; any other failure is one. */
export function catchAbsent<Fallback, Value>(fallback: Fallback, read: () => Value): Value | Fallback {
  try {
    return read()
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ELOOP', 'EINVAL'].includes((error as NodeJS.ErrnoException).code ?? '')) return fallback
    throw error
  }
}
