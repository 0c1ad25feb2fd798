import { isPage } from '@lectern/domain/files/page-names'
import { isVideo } from '@lectern/domain/files/video-files'
import type { files } from 'dropbox'
import type { DropboxClient } from './client.ts'

/**
 * What a Dropbox folder holds, with its subfolders. `isComplete`: false when it holds more than was counted. `bytes` is
 * the size of all counted files.
 */
export type FolderContents = {
  files: number
  folders: number
  pages: number
  videos: number
  bytes: number
  isComplete: boolean
}

/** A person waits for the answer, so at most this many pages of the listing are read. */
const maxPages = 2
/** The most that Dropbox lists in one page. */
const entriesPerPage = 2000

/** Counts what a folder holds, by its path. Reads at most some thousand entries. */
export async function folderContents(dropbox: DropboxClient, path: string): Promise<FolderContents> {
  const contents = { files: 0, folders: 0, pages: 0, videos: 0, bytes: 0 }
  const count = (entries: files.ListFolderResult['entries']) => {
    for (const entry of entries) {
      if (entry['.tag'] === 'folder' && entry.path_lower !== path.toLowerCase()) contents.folders++
      if (entry['.tag'] !== 'file') continue
      contents.files++
      contents.bytes += entry.size
      if (isPage(entry.name)) contents.pages++
      if (isVideo(entry.name)) contents.videos++
    }
  }
  let page = await dropbox.call(sdk => sdk.filesListFolder({ path, recursive: true, limit: entriesPerPage }))
  count(page.entries)
  for (let pageNumber = 2; page.has_more && pageNumber <= maxPages; pageNumber++) {
    const { cursor } = page
    page = await dropbox.call(sdk => sdk.filesListFolderContinue({ cursor }))
    count(page.entries)
  }
  return { ...contents, isComplete: !page.has_more }
}
