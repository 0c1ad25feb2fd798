import type { ListedEntry } from '@lectern/domain/sync/entries'
import type { files } from 'dropbox'
import { ignoredReason } from '../../files/junk.ts'
import { leftOutByName } from '../../files/left-out.ts'
import { unstorableReason } from '../../files/storable-path.ts'

type Metadata = files.ListFolderResult['entries'][number]

/**
 * Converts a line of Dropbox's listing to an entry of our tables. Junk, and what is left out
 * by its name, is recognized by its path below the package's own folder. Dropbox's `path_lower` is taken verbatim, never computed. Its `path_display` is not used, because its
 * parents may be stale.
 */
export function listedEntry(
  metadata: Metadata,
  { dropboxPathLower: rootLower }: { dropboxPathLower: string },
): ListedEntry | null {
  const pathLower = metadata.path_lower
  if (!pathLower) return null
  if (metadata['.tag'] === 'deleted') return { kind: 'DELETED', pathLower }
  const isRoot = pathLower === rootLower
  const parentLower = isRoot ? '' : pathLower.slice(0, pathLower.lastIndexOf('/'))
  const common = { pathLower, parentLower, name: isRoot ? '' : metadata.name.normalize('NFC'), dropboxId: metadata.id }
  if (metadata['.tag'] === 'folder')
    return { ...common, kind: 'FOLDER', rev: null, contentHash: null, bytes: 0, modifiedAt: null, ignoredReason: null }
  const candidate = {
    path: pathLower.slice(rootLower.length + 1),
    isDownloadable: metadata.is_downloadable !== false,
    isSymlink: metadata.symlink_info !== undefined,
    hasContentHash: metadata.content_hash !== undefined,
  }
  return {
    ...common,
    kind: 'FILE',
    rev: metadata.rev,
    contentHash: metadata.content_hash ?? null,
    bytes: metadata.size,
    modifiedAt: metadata.client_modified,
    ignoredReason:
      ignoredReason(candidate) ??
      unstorableReason(pathLower, metadata.name) ??
      leftOutByName(candidate.path)?.reason ??
      null,
  }
}
