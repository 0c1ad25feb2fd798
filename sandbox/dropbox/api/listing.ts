import type { Fault } from '../../faults/fault.ts'
import type { AccountFolder } from '../folder/account-folder.ts'
import { EndpointError } from './answer.ts'
import type { Cursor } from './cursor.ts'
import { decodeCursor, encodeCursor } from './cursor.ts'
import type { Entry, Tombstone } from '../folder/difference.ts'
import { isDownloadable } from './downloadable.ts'
import { deletedMetadata, taggedMetadata } from './metadata.ts'
import { isWithin, parentOf } from '../folder/path.ts'
import { timeSlicer } from '../folder/slices.ts'
import { pathsIn } from '../folder/sorted.ts'

/** What files/list_folder was asked for. */
export type ListFolderRequest = {
  path: string
  recursive: boolean
  limit: number
  include_deleted: boolean
  include_non_downloadable_files: boolean
}

/** Files of a page whose content hashes are worked out at the same time. Each takes a block (4 MiB) of memory at most. */
const hashConcurrency = 8

/** files/list_folder: the first page, of a look at the disk that began after the call. */
export async function listFolder(folder: AccountFolder, request: ListFolderRequest, fault?: Fault) {
  return readPage(folder, { ...(await latestCursor(folder, request)), after: '' }, fault)
}

/** files/list_folder/get_latest_cursor: from now on, whatever comes. */
export async function getLatestCursor(folder: AccountFolder, request: ListFolderRequest) {
  return { cursor: encodeCursor(await latestCursor(folder, request)) }
}

/** files/list_folder/continue: the next page, or what changed since. */
export async function listFolderContinue(folder: AccountFolder, opaque: string, fault?: Fault) {
  const cursor = requireCursor(folder, opaque, fault)
  if (!cursor.halfway) await folder.refresh()
  return readPage(folder, cursor, fault)
}

/** Whether continue would tell anything, as far as the journal knows. */
export function hasChanges(folder: AccountFolder, cursor: Cursor): boolean {
  return cursor.halfway || !changedEntries(folder, cursor).next().done
}

/** Refused with `reset` when it is not of this journal, or by a fault. */
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
 * A page of a listing goes on from its last path in what is there now. Whatever changed since it began (and may therefore be missing, or come
 * twice) has a sequence above the cursor's, and comes with the changes after the listing. The faults are what the real one does at times:
 * a page without entries that is not the last, and entries that come again, in the page and in the next.
 */
async function readPage(folder: AccountFolder, cursor: Cursor, fault?: Fault) {
  if (fault?.kind === 'empty-page')
    return { entries: [], cursor: encodeCursor({ ...cursor, halfway: true }), has_more: true }
  const { taken: items, has_more } = takePage(folder, cursor)
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
  for (const one of candidates) {
    if (items.length === cursor.limit) return { taken: items, has_more: true }
    items.push(one)
  }
  return { taken: items, has_more: false }
}

function* listedEntries({ journal }: AccountFolder, cursor: Cursor, after: string): Generator<Entry | Tombstone> {
  const gone = cursor.includeDeleted ? [...journal.tombstones.keys()].filter(path => !journal.entries.has(path)) : []
  const paths = gone.length === 0 ? journal.sortedPaths : [...journal.sortedPaths, ...gone].sort()
  for (const path of pathsIn(paths, cursor.path, cursor.recursive, after)) {
    const one = journal.entries.get(path) ?? journal.tombstones.get(path)
    if (one && isWanted(one, cursor)) yield one
  }
}

function* changedEntries({ journal }: AccountFolder, cursor: Cursor): Generator<Entry | Tombstone> {
  for (const one of journal.changesSince(cursor.since)) {
    if (isListed(one.path, cursor)) {
      if (isWanted(one, cursor)) yield one
    } else if (!('tag' in one) && cursor.path !== '' && isWithin(cursor.path, one.path))
      yield { path: cursor.path, display: cursor.path, sequence: one.sequence }
  }
}

/** A recursive listing holds the folder itself, except the root, which is no entry. */
const isListed = (path: string, cursor: Cursor) =>
  cursor.recursive ? isWithin(path, cursor.path) : parentOf(path) === cursor.path

const isWanted = (one: Entry | Tombstone, cursor: Cursor) =>
  cursor.includeNonDownloadable || !('tag' in one) || one.tag === 'folder' || isDownloadable(one)

/** Leaves out a file that changed while its hash was worked out: the next look finds it, and the changes tell it. */
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

async function describe(folder: AccountFolder, one: Entry | Tombstone) {
  if (!('tag' in one)) return deletedMetadata(one)
  if (one.tag === 'folder') return taggedMetadata(one)
  const hash = one.hash ?? (await folder.hash(one))
  return hash === undefined ? undefined : taggedMetadata(one, hash)
}
