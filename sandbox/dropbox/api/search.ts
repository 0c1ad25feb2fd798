import { z } from 'zod'
import type { AccountFolder } from '../folder/account-folder.ts'
import type { Entry } from '../folder/difference.ts'
import { nameOf, toPathLower } from '../folder/path.ts'
import { pathsIn } from '../folder/sorted.ts'
import { EndpointError } from './answer.ts'
import { taggedMetadata } from './metadata.ts'

/** The argument of files/search_v2. Only searches of names are supported. */
export type SearchRequest = {
  query: string
  options: { path: string; max_results: number; file_categories?: { '.tag': string }[] }
}

const cursorShape = z.strictObject({
  words: z.string().array(),
  path: z.string(),
  limit: z.int().min(1),
  onlyFolders: z.boolean(),
  after: z.string(),
})
type SearchCursor = z.infer<typeof cursorShape>

/** Handles files/search_v2. Dropbox's index lags behind for a while; this one never does. */
export async function search(folder: AccountFolder, { query, options }: SearchRequest) {
  await folder.refresh()
  const entry = folder.findRecorded(options.path)
  if (options.path !== '' && !entry) throw new EndpointError('path/not_found')
  if (entry?.tag === 'file') throw new EndpointError('path/not_folder')
  return readMatches(folder, {
    words: wordsOf(query),
    path: entry?.path ?? '',
    limit: options.max_results,
    onlyFolders: options.file_categories?.every(category => category['.tag'] === 'folder') ?? false,
    after: '',
  })
}

/** Handles files/search/continue_v2. */
export async function continueSearch(folder: AccountFolder, opaque: string) {
  await folder.refresh()
  return readMatches(folder, decode(opaque))
}

async function readMatches(folder: AccountFolder, cursor: SearchCursor) {
  const found: Entry[] = []
  for (const path of pathsIn(folder.journal.sortedPaths, cursor.path, true, cursor.after)) {
    const entry = folder.journal.entries.get(path)
    if (!entry || path === cursor.path || !isMatch(entry, cursor)) continue
    if (found.length === cursor.limit) return { ...(await describe(folder, found)), ...next(cursor, found) }
    found.push(entry)
  }
  return { ...(await describe(folder, found)), has_more: false }
}

const next = (cursor: SearchCursor, found: Entry[]) => ({
  has_more: true,
  cursor: Buffer.from(JSON.stringify({ ...cursor, after: found.at(-1)!.path })).toString('base64url'),
})

async function describe(folder: AccountFolder, found: Entry[]) {
  const matches = []
  for (const entry of found) {
    const hash = entry.tag === 'folder' ? undefined : (entry.hash ?? (await folder.hash(entry)))
    matches.push({
      metadata: { '.tag': 'metadata', metadata: taggedMetadata(entry, hash) },
      match_type: { '.tag': 'filename' },
    })
  }
  return { matches }
}

/** Names match as at Dropbox: each word is one of the name, and the last one may be the beginning of one. */
function isMatch({ tag, display }: Entry, { words, onlyFolders }: SearchCursor): boolean {
  if (words.length === 0 || (onlyFolders && tag !== 'folder')) return false
  const ofName = wordsOf(nameOf(display))
  return words.every((word, index) =>
    ofName.some(other => (index === words.length - 1 ? other.startsWith(word) : other === word)),
  )
}

const wordsOf = (text: string): string[] => toPathLower(text).match(/[\p{L}\p{M}\p{N}]+/gu) ?? []

function decode(opaque: string): SearchCursor {
  try {
    return cursorShape.parse(JSON.parse(Buffer.from(opaque, 'base64url').toString()))
  } catch {
    throw new EndpointError('invalid_argument')
  }
}
