import type { AccountFolder } from './account-folder.ts'
import { Refusal } from './answer.ts'
import type { Cursor } from './cursor.ts'
import { readCursor, writeCursor } from './cursor.ts'
import type { Entry, Tombstone } from './difference.ts'
import { deletedMetadata, taggedMetadata } from './metadata.ts'
import { isWithin, parentOf } from './path.ts'

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
export async function listFolder(folder: AccountFolder, asked: Asked) {
  return page(folder, { ...(await latestCursor(folder, asked)), after: '' })
}

/** files/list_folder/get_latest_cursor: from now on, whatever comes. */
export async function getLatestCursor(folder: AccountFolder, asked: Asked) {
  return { cursor: writeCursor(await latestCursor(folder, asked)) }
}

/** files/list_folder/continue: the next page, or what changed since. */
export async function listFolderContinue(folder: AccountFolder, opaque: string) {
  const cursor = readCursor(opaque)
  const isOurs = cursor?.journal === folder.journal.name && cursor.since <= folder.journal.sequence
  if (!cursor || !isOurs) throw new Refusal('reset')
  if (!cursor.halfway) await folder.look()
  return page(folder, cursor)
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
 * twice) has a sequence above the cursor's, and comes with the changes after the listing.
 */
async function page(folder: AccountFolder, cursor: Cursor) {
  const rest = cursor.after === undefined ? changed(folder, cursor) : listed(folder, cursor, cursor.after)
  const taken = rest.slice(0, cursor.limit)
  const has_more = rest.length > taken.length
  const { after, ...kept } = cursor
  const last = taken.at(-1)
  if (after === undefined) kept.since = has_more && last ? last.sequence : folder.journal.sequence
  const next: Cursor = { ...kept, halfway: has_more, ...(after !== undefined && has_more && { after: last?.path }) }
  return { entries: await described(folder, taken), cursor: writeCursor(next), has_more }
}

function listed({ journal }: AccountFolder, cursor: Cursor, after: string): (Entry | Tombstone)[] {
  const gone = cursor.includeDeleted ? [...journal.gone.keys()].filter(path => !journal.entries.has(path)) : []
  const paths = gone.length === 0 ? journal.sorted : [...journal.sorted, ...gone].sort()
  return paths
    .filter(path => path > after && isListed(path, cursor))
    .map(path => (journal.entries.get(path) ?? journal.gone.get(path))!)
    .filter(one => isWanted(one, cursor))
}

function changed({ journal }: AccountFolder, cursor: Cursor): (Entry | Tombstone)[] {
  const put = [...journal.entries.values()].filter(
    entry => entry.sequence > cursor.since && isListed(entry.path, cursor) && isWanted(entry, cursor),
  )
  const gone = [...journal.gone.values()].filter(({ sequence }) => sequence > cursor.since)
  const seen = gone.flatMap(tombstone => {
    if (isListed(tombstone.path, cursor)) return [tombstone]
    const covers = cursor.path !== '' && isWithin(cursor.path, tombstone.path)
    return covers ? [{ path: cursor.path, display: cursor.path, sequence: tombstone.sequence }] : []
  })
  return [...put, ...seen].sort((one, other) => one.sequence - other.sequence)
}

/** A recursive listing holds the folder itself, except the root, which is no entry. */
const isListed = (path: string, cursor: Cursor) =>
  cursor.recursive ? isWithin(path, cursor.path) : parentOf(path) === cursor.path

const isWanted = (one: Entry | Tombstone, cursor: Cursor) =>
  cursor.includeNonDownloadable || !('target' in one && one.target !== undefined)

/** Leaves out a file that changed while its hash was worked out: the next look finds it, and the changes tell it. */
async function described(folder: AccountFolder, taken: (Entry | Tombstone)[]) {
  const entries = new Array<Record<string, unknown> | undefined>(taken.length)
  let next = 0
  const lane = async () => {
    for (let index = next++; index < taken.length; index = next++)
      entries[index] = await describe(folder, taken[index]!)
  }
  await Promise.all(Array.from({ length: hashLanes }, lane))
  return entries.filter(entry => entry !== undefined)
}

async function describe(folder: AccountFolder, one: Entry | Tombstone) {
  if (!('tag' in one)) return deletedMetadata(one)
  if (one.tag === 'folder') return taggedMetadata(one)
  const hash = await folder.hash(one)
  return hash === undefined ? undefined : taggedMetadata(one, hash)
}
