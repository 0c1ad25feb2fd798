import { isPage } from '@lectern/domain/files/page-names'
import { isVideo } from '@lectern/domain/files/video-files'
import { memoize } from '@lectern/domain/memoize'
import type { files } from 'dropbox'
import type { DropboxClient } from './client.ts'

/**
 * What a Dropbox folder holds, with its subfolders. `isComplete`: false when it holds more than was counted. `bytes` is
 * the size of all counted files, and `changedAt` when the newest of them changed; null without files.
 */
export type FolderContents = {
  files: number
  folders: number
  pages: number
  videos: number
  bytes: number
  changedAt: Date | null
  isComplete: boolean
}

/** A person waits for the answer, so at most this many pages of the listing are read, and none after this time. */
const maxPages = 5
const maxMs = 8_000
/** The most that Dropbox lists in one page. */
const entriesPerPage = 2000

/** Results are kept for this long, because Dropbox refuses the same listing twice at a time. */
const cacheMs = 5_000
const maxCached = 200

const cachedContents = new WeakMap<DropboxClient, (path: string) => Promise<FolderContents>>()

/** Counts what a folder holds, by its path. Reads at most 10,000 entries. */
export function folderContents(dropbox: DropboxClient, path: string): Promise<FolderContents> {
  const cached =
    cachedContents.get(dropbox) ?? memoize(cacheMs, maxCached, (each: string) => countContents(dropbox, each))
  cachedContents.set(dropbox, cached)
  return cached(path)
}

async function countContents(dropbox: DropboxClient, path: string): Promise<FolderContents> {
  const startedAt = Date.now()
  const contents = { files: 0, folders: 0, pages: 0, videos: 0, bytes: 0 }
  let changedAt = ''
  const count = (entries: files.ListFolderResult['entries']) => {
    for (const entry of entries) {
      if (entry['.tag'] === 'folder' && entry.path_lower !== path.toLowerCase()) contents.folders++
      if (entry['.tag'] !== 'file') continue
      contents.files++
      contents.bytes += entry.size
      if (entry.server_modified > changedAt) changedAt = entry.server_modified
      if (isPage(entry.name)) contents.pages++
      if (isVideo(entry.name)) contents.videos++
    }
  }
  let page = await dropbox.call(sdk => sdk.filesListFolder({ path, recursive: true, limit: entriesPerPage }))
  count(page.entries)
  for (let pageNumber = 2; page.has_more && pageNumber <= maxPages && Date.now() < startedAt + maxMs; pageNumber++) {
    const { cursor } = page
    page = await dropbox.call(sdk => sdk.filesListFolderContinue({ cursor }))
    count(page.entries)
  }
  return { ...contents, changedAt: changedAt ? new Date(changedAt) : null, isComplete: !page.has_more }
}
