import type { Database } from '@lectern/domain/database'
import { memoize } from '@lectern/domain/memoize'

/** Finds the package whose draft contains a key. Returns null if there is none. */
export type PackageOfKey = (key: string) => Promise<string | null>

/** How long the list of folders is cached. A new package is woken by its sync run or by the reconciler. */
const foldersCacheMs = 3_000

/** Finds packages by the longest Dropbox folder that a `draft/…` key starts with. Ignores case. */
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
