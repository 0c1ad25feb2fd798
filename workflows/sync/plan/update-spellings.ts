import type { Package } from '@lectern/domain/database'
import { renameEntries } from '@lectern/domain/sync/entries'
import { concurrently } from '../../concurrently.ts'
import { findName } from '../../dropbox/client.ts'
import type { Services } from '../../services.ts'

/** How many names are looked up concurrently. */
const lookupConcurrency = 8

/**
 * Looks up the files and folders that links spell with other letter case, and records the names that have changed.
 * Dropbox's delta does not report a name that changes only in letter case.
 */
export async function updateSpellings({ database, dropbox }: Services, pkg: Package, signal: AbortSignal) {
  const { id: packageId, generation, misspelledPaths } = pkg
  if (misspelledPaths.length === 0) return
  const entries = await database.entry.findMany({ where: { packageId, generation, path: { in: misspelledPaths } } })
  const renamed: { pathLower: string; name: string }[] = []
  await concurrently(lookupConcurrency, entries, async ({ pathLower, name }) => {
    const current = (await findName(dropbox, pathLower, signal))?.normalize('NFC')
    if (current !== undefined && current !== name) renamed.push({ pathLower, name: current })
  })
  if (renamed.length > 0) await database.$transaction(tx => renameEntries(tx, { packageId, generation }, renamed))
}
