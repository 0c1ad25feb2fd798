import { type Database, Prisma } from '@lectern/schema/database'
import { type Edition, filesOf } from '@lectern/schema/reads/edition'
import { rootPage } from '@lectern/schema/reads/root-page'
import { LRUCache } from 'lru-cache'
import { remember } from './remember.ts'

/** Where a file's bytes lie: this version of this key, whatever the key holds by now. `bytes` are those of the object. */
export type StoredFile = {
  path: string
  mediaType: string
  key: string
  versionId: string
  etag: string
  bytes: number
}

type Row = Omit<StoredFile, 'bytes'> & { bytes: bigint }

const names = Prisma.sql`path, media_type AS "mediaType", key, version_id AS "versionId", etag, stored_bytes AS bytes`

/**
 * The first of these paths that is a file, or null. Letter case counts (it does on S3, and in other people's browsers); whether an accented
 * letter is one character or two does not, because browsers and file systems differ. What was found is kept for a while: editions never change,
 * and only a verification has a row name another version of the same bytes.
 */
export function findFile(database: Database, edition: Edition, paths: string[]): Promise<StoredFile | null> {
  const kept =
    found.get(database) ?? new LRUCache<string, Promise<StoredFile | null>>({ max: foundAtMost, ttl: keptFor })
  found.set(database, kept)
  const name = JSON.stringify([edition, paths])
  const known = kept.get(name)
  if (known) return known
  const looked = lookFor(database, edition, paths)
  kept.set(name, looked)
  const forget = () => void (kept.peek(name) === looked && kept.delete(name))
  looked.then(file => file ?? forget(), forget)
  return looked
}

const found = new WeakMap<Database, LRUCache<string, Promise<StoredFile | null>>>()
const foundAtMost = 20_000

async function lookFor(database: Database, edition: Edition, paths: string[]): Promise<StoredFile | null> {
  const spellings = paths.flatMap(path => [path, path.normalize('NFC'), path.normalize('NFD')])
  const rows = await database.$queryRaw<Row[]>`SELECT ${names} ${filesOf(edition)} AND path = ANY(${spellings})`
  const row = spellings.map(path => rows.find(each => each.path === path)).find(each => each !== undefined)
  return row ? { ...row, bytes: Number(row.bytes) } : null
}

/** Editions never change, so that a look through all files of one is kept for a while, in milliseconds, and at most so many. */
const keptFor = 5 * 60_000
const keptAtMost = 500

/** Makes a look through an edition's files one that is kept; so are looks with other `words`. */
export function perEdition<Words extends string[], Answer>(
  look: (database: Database, edition: Edition, ...words: Words) => Promise<Answer>,
) {
  const lookers = new WeakMap<Database, ReturnType<typeof looker>>()
  const looker = (database: Database) =>
    remember(keptFor, keptAtMost, (packageId: string, kind: 'number' | 'revision', which: number, ...words: Words) =>
      look(database, kind === 'number' ? { packageId, number: which } : { packageId, revision: which }, ...words),
    )
  return (database: Database, edition: Edition, ...words: Words): Promise<Answer> => {
    const kept = lookers.get(database) ?? looker(database)
    lookers.set(database, kept)
    return 'number' in edition
      ? kept(edition.packageId, 'number', edition.number, ...words)
      : kept(edition.packageId, 'revision', edition.revision, ...words)
  }
}

/** The paths whose names match a regular expression (Postgres, letter case ignored), by path. */
export const pathsLike = perEdition(
  async (database: Database, edition: Edition, pattern: string): Promise<string[]> => {
    const rows = await database.$queryRaw<{ path: string }[]>`
    SELECT path ${filesOf(edition)} AND path ~* ${pattern} ORDER BY path COLLATE "C"`
    return rows.map(({ path }) => path)
  },
)

/** The page a package begins with; where nothing tells which, the first one in its folder; '' stands for the folder itself. */
export async function firstPage(database: Database, edition: Edition, chosen: string | null): Promise<string> {
  const pages = await pathsLike(database, edition, String.raw`^[^/]+\.x?html?$`)
  const path = rootPage(pages, chosen) ?? pages[0] ?? ''
  return path === 'index.html' ? '' : path
}
