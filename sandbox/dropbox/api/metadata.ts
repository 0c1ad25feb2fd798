import type { Entry, Tombstone } from '../folder/difference.ts'
import { nameOf } from '../folder/path.ts'
import { exportInfo, isDownloadable } from './downloadable.ts'

/**
 * Returns FileMetadata or FolderMetadata without `.tag`. path_display keeps its state from when the entry was created:
 * as at Dropbox, only its last component follows a case-only rename. server_modified is the time of the change on disk.
 */
export function metadata(entry: Entry, hash?: string): Record<string, unknown> {
  const { path, display, id, tag, rev, stamp, target } = entry
  const exportFormat = exportInfo(path)
  const common = { name: nameOf(display), path_lower: path, path_display: display, id }
  if (tag === 'folder') return common
  return {
    ...common,
    client_modified: toWholeSeconds(stamp.mtime),
    server_modified: toWholeSeconds(stamp.ctime),
    rev,
    size: target === undefined ? stamp.size : 0,
    ...(target !== undefined && { symlink_info: { target } }),
    is_downloadable: isDownloadable(entry),
    ...(exportFormat && { export_info: exportFormat }),
    content_hash: hash,
  }
}

/** Returns metadata with `.tag`, for listings and files/get_metadata. */
export const taggedMetadata = (entry: Entry, hash?: string): Record<string, unknown> => ({
  '.tag': entry.tag,
  ...metadata(entry, hash),
})

/** Returns DeletedMetadata, which does not distinguish files from folders. */
export const deletedMetadata = ({ path, display }: Pick<Tombstone, 'path' | 'display'>): Record<string, unknown> => ({
  '.tag': 'deleted',
  name: nameOf(display),
  path_lower: path,
  path_display: display,
})

const toWholeSeconds = (milliseconds: number) => `${new Date(milliseconds).toISOString().slice(0, 19)}Z`
