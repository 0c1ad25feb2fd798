import type { Package } from '@lectern/domain/database'
import { addFolders, type FileOrFolderEntry, missingFolders } from '@lectern/domain/sync/entries'
import { findFolder } from '../../dropbox/client.ts'
import type { Services } from '../../services.ts'

/** Looks up the parent folders that the listing did not name, so that every path has its true letter case. */
export async function fillFolders({ database, dropbox }: Services, pkg: Package): Promise<void> {
  const { id, generation } = pkg
  for (;;) {
    const missing = await missingFolders(database, id, generation)
    if (missing.length === 0) return
    const folders: FileOrFolderEntry[] = []
    for (const { pathLower } of missing) {
      const found = await findFolder(dropbox, pathLower)
      const lastSlash = pathLower.lastIndexOf('/')
      folders.push({
        ...{ kind: 'FOLDER' as const, pathLower, parentLower: pathLower.slice(0, lastSlash) },
        ...{ rev: null, contentHash: null, bytes: 0, modifiedAt: null, ignoredReason: null },
        // If a folder was deleted meanwhile, the next delta removes its files too.
        dropboxId: found?.dropboxId ?? '',
        name: (found?.name ?? pathLower.slice(lastSlash + 1)).normalize('NFC'),
      })
    }
    await database.$transaction(tx => addFolders(tx, id, generation, folders))
  }
}
