import type { Entry, Tombstone } from '../folder/difference.ts'
import { exportInfo, isDownloadable } from './downloadable.ts'
import { nameOf } from '../folder/path.ts'

/**
 * FileMetadata or FolderMetadata without `.tag`. path_display is as it was when the entry was put there: only its last component
 * follows a case-only rename, as with the real one. server_modified is when the change reached the disk.
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

/** The same with `.tag`, as in listings and from files/get_metadata. */
export const taggedMetadata = (entry: Entry, hash?: string): Record<string, unknown> => ({
  '.tag': entry.tag,
  ...metadata(entry, hash),
})

/** DeletedMetadata, which does not say whether it was a file or a folder. */
export const deletedMetadata = ({ path, display }: Pick<Tombstone, 'path' | 'display'>): Record<string, unknown> => ({
  '.tag': 'deleted',
  name: nameOf(display),
  path_lower: path,
  path_display: display,
})

const toWholeSeconds = (milliseconds: number) => `${new Date(milliseconds).toISOString().slice(0, 19)}Z`
