import type { Database } from '@lectern/domain/database'
import { memoize } from '@lectern/domain/memoize'

/** The package whose draft holds a key, or null. */
export type PackageOfKey = (key: string) => Promise<string | null>

/** How long the list of folders is good, in milliseconds. A package made meanwhile is woken by its run, and by the sweep. */
const foldersCacheMs = 3_000

/** Finds packages by the longest Dropbox folder that a `draft/…` key begins with, in whatever letter case. */
export function openPackageOfKey(database: Database): PackageOfKey {
  const folders = memoize(foldersCacheMs, 1, () =>
    database.package.findMany({ select: { id: true, dropboxPathLower: true }, where: { archivedAt: null } }),
  )
  return async key => {
    if (!key.startsWith('draft/')) return null
    const path = key.slice('draft'.length).toLowerCase()
    const containing = (await folders()).filter(({ dropboxPathLower }) => path.startsWith(`${dropboxPathLower}/`))
    const longest = containing.sort((a, b) => b.dropboxPathLower.length - a.dropboxPathLower.length)[0]
    return longest?.id ?? null
  }
}
