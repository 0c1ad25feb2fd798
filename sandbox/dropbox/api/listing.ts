import type { Fault } from '../../faults/fault.ts'
import type { AccountFolder } from '../folder/account-folder.ts'
import type { Entry, Tombstone } from '../folder/difference.ts'
import { isWithin, parentOf } from '../folder/path.ts'
import { timeSlicer } from '../folder/slices.ts'
import { pathsIn } from '../folder/sorted.ts'
import { EndpointError } from './answer.ts'
import type { Cursor } from './cursor.ts'
import { decodeCursor, encodeCursor } from './cursor.ts'
import { isDownloadable } from './downloadable.ts'
import { deletedMetadata, taggedMetadata } from './metadata.ts'

/** The argument of files/list_folder. */
export type ListFolderRequest = {
  path: string
  recursive: boolean
  limit: number
  include_deleted: boolean
  include_non_downloadable_files: boolean
}

/** How many content hashes of a page are computed concurrently. Each uses at most one block (4 MiB) of memory. */
const hashConcurrency = 8

/** Handles files/list_folder: returns the first page of a disk scan that starts after the call. */
export async function listFolder(folder: AccountFolder, request: ListFolderRequest, fault?: Fault) {
  return readPage(folder, { ...(await latestCursor(folder, request)), after: '' }, fault)
}

/** Handles files/list_folder/get_latest_cursor: returns a cursor for changes from now on. */
export async function getLatestCursor(folder: AccountFolder, request: ListFolderRequest) {
  return { cursor: encodeCursor(await latestCursor(folder, request)) }
}

/** Handles files/list_folder/continue: returns the next page, or the changes since the cursor. */
export async function listFolderContinue(folder: AccountFolder, opaque: string, fault?: Fault) {
  const cursor = requireCursor(folder, opaque, fault)
  if (!cursor.halfway) await folder.refresh()
  return readPage(folder, cursor, fault)
}

/** Returns whether `listFolderContinue` would return entries, according to the journal. */
export function hasChanges(folder: AccountFolder, cursor: Cursor): boolean {
  return cursor.halfway || !changedEntries(folder, cursor).next().done
}

/**
 * Decodes a cursor.
 * @throws EndpointError `reset` when the cursor is invalid or of another journal, or when a fault says so
 */
export function requireCursor({ journal }: AccountFolder, opaque: string, fault?: Fault): Cursor {
  const cursor = decodeCursor(opaque)
  const isOurs = cursor?.journal === journal.name && cursor.since <= journal.sequence
  if (!cursor || !isOurs || fault?.kind === 'reset-cursor') throw new EndpointError('reset')
  return cursor
}

async function latestCursor(folder: AccountFolder, request: ListFolderRequest): Promise<Cursor> {
  await folder.refresh()
  const entry = folder.findRecorded(request.path)
  if (request.path !== '' && !entry) throw new EndpointError('path/not_found')
  if (entry?.tag === 'file') throw new EndpointError('path/not_folder')
  return {
    journal: folder.journal.name,
    path: entry?.path ?? '',
    recursive: request.recursive,
    limit: request.limit,
    includeDeleted: request.include_deleted,
    includeNonDownloadable: request.include_non_downloadable_files,
    since: folder.journal.sequence,
    halfway: false,
  }
}

/**
 * Returns one page. A page of a listing continues after its last path in the current entries. Entries that changed
 * since the listing began may be missing or appear twice. Their sequence is above the cursor's, so they follow as
 * changes. The faults imitate what Dropbox does at times: an empty page that is not the last, and entries that are
 * repeated in the page and in the next one.
 */
async function readPage(folder: AccountFolder, cursor: Cursor, fault?: Fault) {
  if (fault?.kind === 'empty-page')
    return { entries: [], cursor: encodeCursor({ ...cursor, halfway: true }), has_more: true }
  const { items, has_more } = takePage(folder, cursor)
  const isDuplicated = fault?.kind === 'duplicate-entries'
  const last = isDuplicated && has_more ? items[(items.length - 1) >> 1] : items.at(-1)
  const { after, ...rest } = cursor
  if (after === undefined) rest.since = has_more && last ? last.sequence : folder.journal.sequence
  const next: Cursor = { ...rest, halfway: has_more, ...(after !== undefined && has_more && { after: last?.path }) }
  const entries = await describeAll(folder, items)
  return { entries: isDuplicated ? [...entries, ...entries] : entries, cursor: encodeCursor(next), has_more }
}

function takePage(folder: AccountFolder, cursor: Cursor) {
  const candidates =
    cursor.after === undefined ? changedEntries(folder, cursor) : listedEntries(folder, cursor, cursor.after)
  const items: (Entry | Tombstone)[] = []
  for (const item of candidates) {
    if (items.length === cursor.limit) return { items, has_more: true }
    items.push(item)
  }
  return { items, has_more: false }
}

function* listedEntries({ journal }: AccountFolder, cursor: Cursor, after: string): Generator<Entry | Tombstone> {
  const deletedPaths = cursor.includeDeleted
    ? [...journal.tombstones.keys()].filter(path => !journal.entries.has(path))
    : []
  const paths = deletedPaths.length === 0 ? journal.sortedPaths : [...journal.sortedPaths, ...deletedPaths].sort()
  for (const path of pathsIn(paths, cursor.path, cursor.recursive, after)) {
    const item = journal.entries.get(path) ?? journal.tombstones.get(path)
    if (item && isWanted(item, cursor)) yield item
  }
}

function* changedEntries({ journal }: AccountFolder, cursor: Cursor): Generator<Entry | Tombstone> {
  for (const item of journal.changesSince(cursor.since)) {
    if (isListed(item.path, cursor)) {
      if (isWanted(item, cursor)) yield item
    } else if (!('tag' in item) && cursor.path !== '' && isWithin(cursor.path, item.path))
      yield { path: cursor.path, display: cursor.path, sequence: item.sequence }
  }
}

/** Returns whether a path belongs to a listing. A recursive listing includes the folder itself, except the root. */
const isListed = (path: string, cursor: Cursor) =>
  cursor.recursive ? isWithin(path, cursor.path) : parentOf(path) === cursor.path

const isWanted = (item: Entry | Tombstone, cursor: Cursor) =>
  cursor.includeNonDownloadable || !('tag' in item) || item.tag === 'folder' || isDownloadable(item)

/** Describes all entries. Omits files that change meanwhile: the next scan finds them and reports them as changes. */
async function describeAll(folder: AccountFolder, items: (Entry | Tombstone)[]) {
  const entries = new Array<Record<string, unknown> | undefined>(items.length)
  let next = 0
  const yieldIfDue = timeSlicer()
  const worker = async () => {
    for (let index = next++; index < items.length; index = next++) {
      entries[index] = await describe(folder, items[index]!)
      await yieldIfDue()
    }
  }
  await Promise.all(Array.from({ length: hashConcurrency }, worker))
  return entries.filter(entry => entry !== undefined)
}

async function describe(folder: AccountFolder, item: Entry | Tombstone) {
  if (!('tag' in item)) return deletedMetadata(item)
  if (item.tag === 'folder') return taggedMetadata(item)
  const hash = item.hash ?? (await folder.hash(item))
  return hash === undefined ? undefined : taggedMetadata(item, hash)
}
