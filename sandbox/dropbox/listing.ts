import type { Fault } from '../fault.ts'
import type { AccountFolder } from './account-folder.ts'
import { Refusal } from './answer.ts'
import type { Cursor } from './cursor.ts'
import { readCursor, writeCursor } from './cursor.ts'
import type { Entry, Tombstone } from './difference.ts'
import { isDownloadable } from './downloadable.ts'
import { deletedMetadata, taggedMetadata } from './metadata.ts'
import { isWithin, parentOf } from './path.ts'
import { slices } from './slices.ts'
import { pathsIn } from './sorted.ts'

/** What files/list_folder was asked for. */
export type Asked = {
  path: string
  recursive: boolean
  limit: number
  include_deleted: boolean
  include_non_downloadable_files: boolean
}

/** Files of a page whose content hashes are worked out at the same time. Each takes a block (4 MiB) of memory at most. */
const hashLanes = 8

/** files/list_folder: the first page, of a look at the disk that began after the call. */
export async function listFolder(folder: AccountFolder, asked: Asked, fault?: Fault) {
  return page(folder, { ...(await latestCursor(folder, asked)), after: '' }, fault)
}

/** files/list_folder/get_latest_cursor: from now on, whatever comes. */
export async function getLatestCursor(folder: AccountFolder, asked: Asked) {
  return { cursor: writeCursor(await latestCursor(folder, asked)) }
}

/** files/list_folder/continue: the next page, or what changed since. */
export async function listFolderContinue(folder: AccountFolder, opaque: string, fault?: Fault) {
  const cursor = goodCursor(folder, opaque, fault)
  if (!cursor.halfway) await folder.look()
  return page(folder, cursor, fault)
}

/** Whether continue would tell anything, as far as the journal knows. */
export function hasNews(folder: AccountFolder, cursor: Cursor): boolean {
  return cursor.halfway || !changed(folder, cursor).next().done
}

/** Refused with `reset` when it is not of this journal, or by a fault. */
export function goodCursor({ journal }: AccountFolder, opaque: string, fault?: Fault): Cursor {
  const cursor = readCursor(opaque)
  const isOurs = cursor?.journal === journal.name && cursor.since <= journal.sequence
  if (!cursor || !isOurs || fault?.kind === 'reset-cursor') throw new Refusal('reset')
  return cursor
}

async function latestCursor(folder: AccountFolder, asked: Asked): Promise<Cursor> {
  await folder.look()
  const entry = folder.known(asked.path)
  if (asked.path !== '' && !entry) throw new Refusal('path/not_found')
  if (entry?.tag === 'file') throw new Refusal('path/not_folder')
  return {
    journal: folder.journal.name,
    path: entry?.path ?? '',
    recursive: asked.recursive,
    limit: asked.limit,
    includeDeleted: asked.include_deleted,
    includeNonDownloadable: asked.include_non_downloadable_files,
    since: folder.journal.sequence,
    halfway: false,
  }
}

/**
 * A page of a listing goes on from its last path in what is there now. Whatever changed since it began (and may therefore be missing, or come
 * twice) has a sequence above the cursor's, and comes with the changes after the listing. The faults are what the real one does at times:
 * a page without entries that is not the last, and entries that come again, in the page and in the next.
 */
async function page(folder: AccountFolder, cursor: Cursor, fault?: Fault) {
  if (fault?.kind === 'empty-page')
    return { entries: [], cursor: writeCursor({ ...cursor, halfway: true }), has_more: true }
  const { taken, has_more } = take(folder, cursor)
  const again = fault?.kind === 'duplicate-entries'
  const last = again && has_more ? taken[(taken.length - 1) >> 1] : taken.at(-1)
  const { after, ...kept } = cursor
  if (after === undefined) kept.since = has_more && last ? last.sequence : folder.journal.sequence
  const next: Cursor = { ...kept, halfway: has_more, ...(after !== undefined && has_more && { after: last?.path }) }
  const entries = await described(folder, taken)
  return { entries: again ? [...entries, ...entries] : entries, cursor: writeCursor(next), has_more }
}

function take(folder: AccountFolder, cursor: Cursor) {
  const rest = cursor.after === undefined ? changed(folder, cursor) : listed(folder, cursor, cursor.after)
  const taken: (Entry | Tombstone)[] = []
  for (const one of rest) {
    if (taken.length === cursor.limit) return { taken, has_more: true }
    taken.push(one)
  }
  return { taken, has_more: false }
}

function* listed({ journal }: AccountFolder, cursor: Cursor, after: string): Generator<Entry | Tombstone> {
  const gone = cursor.includeDeleted ? [...journal.gone.keys()].filter(path => !journal.entries.has(path)) : []
  const paths = gone.length === 0 ? journal.sorted : [...journal.sorted, ...gone].sort()
  for (const path of pathsIn(paths, cursor.path, cursor.recursive, after)) {
    const one = journal.entries.get(path) ?? journal.gone.get(path)
    if (one && isWanted(one, cursor)) yield one
  }
}

function* changed({ journal }: AccountFolder, cursor: Cursor): Generator<Entry | Tombstone> {
  for (const one of journal.since(cursor.since)) {
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
async function described(folder: AccountFolder, taken: (Entry | Tombstone)[]) {
  const entries = new Array<Record<string, unknown> | undefined>(taken.length)
  let next = 0
  const pause = slices()
  const lane = async () => {
    for (let index = next++; index < taken.length; index = next++) {
      entries[index] = await describe(folder, taken[index]!)
      await pause()
    }
  }
  await Promise.all(Array.from({ length: hashLanes }, lane))
  return entries.filter(entry => entry !== undefined)
}

async function describe(folder: AccountFolder, one: Entry | Tombstone) {
  if (!('tag' in one)) return deletedMetadata(one)
  if (one.tag === 'folder') return taggedMetadata(one)
  const hash = one.hash ?? (await folder.hash(one))
  return hash === undefined ? undefined : taggedMetadata(one, hash)
}
