import type { files } from 'dropbox'
import { type DropboxClient, type DropboxFolder, isFolder, toFolder } from './client.ts'
import { DropboxEndpointError } from './errors.ts'

/** A person waits for the answer, so at most this many pages of matches are read. */
const maxPages = 3
/** The most folders that a search returns. */
const maxFolders = 100

/**
 * Searches the names of all folders in a folder, at any depth ('' is the root). Returns at most 100, the best first.
 * Dropbox's index knows a new folder only after a while, and may repeat or omit folders.
 */
export async function searchFolders(dropbox: DropboxClient, path: string, query: string): Promise<DropboxFolder[]> {
  const options = {
    path,
    max_results: maxFolders,
    filename_only: true,
    file_categories: [{ '.tag': 'folder' as const }],
  }
  const found = new Map<string, DropboxFolder>()
  let page = await dropbox.call(sdk => sdk.filesSearchV2({ query, options })).catch(noMatchesIfRefused)
  for (let pageNumber = 1; ; pageNumber++) {
    for (const { metadata } of page.matches)
      if (metadata['.tag'] === 'metadata' && isFolder(metadata.metadata)) {
        const folder = toFolder(metadata.metadata)
        found.set(folder.dropboxId, folder)
      }
    const { cursor } = page
    if (!page.has_more || !cursor || pageNumber === maxPages || found.size >= maxFolders) break
    page = await dropbox.call(sdk => sdk.filesSearchContinueV2({ cursor }))
  }
  return [...found.values()].slice(0, maxFolders)
}

/** Dropbox refuses a text that it cannot search for, so no name has it. */
function noMatchesIfRefused(error: unknown): files.SearchV2Result {
  if (error instanceof DropboxEndpointError && error.tag.startsWith('invalid_argument'))
    return { matches: [], has_more: false }
  throw error
}
