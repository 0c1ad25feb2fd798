import { type Database, Prisma } from '../database.ts'
import { type ContentVersion, filesOfVersionSql } from './content-version.ts'
import { rootPage } from './root-page.ts'
import { LRUCache } from 'lru-cache'
import { memoize } from '../memoize.ts'

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

const columnsSql = Prisma.sql`path, media_type AS "mediaType", key, version_id AS "versionId", etag, stored_bytes AS bytes`

/**
 * The first of these paths that is a file, or null. Letter case counts (it does on S3, and in other people's browsers); whether an accented
 * letter is one character or two does not, because browsers and file systems differ. What was found is kept for a while: editions never change,
 * and only a verification has a row name another version of the same bytes.
 */
export function findFile(database: Database, version: ContentVersion, paths: string[]): Promise<StoredFile | null> {
  const cache =
    fileCaches.get(database) ??
    new LRUCache<string, Promise<StoredFile | null>>({ max: maxCachedFiles, ttl: versionCacheMs })
  fileCaches.set(database, cache)
  const name = JSON.stringify([version, paths])
  const cached = cache.get(name)
  if (cached) return cached
  const pending = queryFile(database, version, paths)
  cache.set(name, pending)
  const evict = () => void (cache.peek(name) === pending && cache.delete(name))
  pending.then(file => file ?? evict(), evict)
  return pending
}

const fileCaches = new WeakMap<Database, LRUCache<string, Promise<StoredFile | null>>>()
const maxCachedFiles = 20_000

async function queryFile(database: Database, version: ContentVersion, paths: string[]): Promise<StoredFile | null> {
  const spellings = paths.flatMap(path => [path, path.normalize('NFC'), path.normalize('NFD')])
  const rows = await database.$queryRaw<
    Row[]
  >`SELECT ${columnsSql} ${filesOfVersionSql(version)} AND path = ANY(${spellings})`
  const row = spellings.map(path => rows.find(each => each.path === path)).find(each => each !== undefined)
  return row ? { ...row, bytes: Number(row.bytes) } : null
}

/** Editions never change, so that a look through all files of one is kept for a while, in milliseconds, and at most so many. */
const versionCacheMs = 5 * 60_000
const maxCachedReads = 500

/** Makes a look through an edition's files one that is kept; so are looks with other `words`. */
export function memoizeByVersion<Args extends string[], Result>(
  read: (database: Database, version: ContentVersion, ...args: Args) => Promise<Result>,
) {
  const loaders = new WeakMap<Database, ReturnType<typeof createLoader>>()
  const createLoader = (database: Database) =>
    memoize(
      versionCacheMs,
      maxCachedReads,
      (packageId: string, kind: 'number' | 'revision', versionNumber: number, ...args: Args) =>
        read(
          database,
          kind === 'number' ? { packageId, number: versionNumber } : { packageId, revision: versionNumber },
          ...args,
        ),
    )
  return (database: Database, version: ContentVersion, ...args: Args): Promise<Result> => {
    const loader = loaders.get(database) ?? createLoader(database)
    loaders.set(database, loader)
    return 'number' in version
      ? loader(version.packageId, 'number', version.number, ...args)
      : loader(version.packageId, 'revision', version.revision, ...args)
  }
}

/** The paths whose names match a regular expression (Postgres, letter case ignored), by path. */
export const pathsLike = memoizeByVersion(
  async (database: Database, version: ContentVersion, pattern: string): Promise<string[]> => {
    const rows = await database.$queryRaw<{ path: string }[]>`
    SELECT path ${filesOfVersionSql(version)} AND path ~* ${pattern} ORDER BY path COLLATE "C"`
    return rows.map(({ path }) => path)
  },
)

/** The page a package begins with; where nothing tells which, the first one in its folder; '' stands for the folder itself. */
export async function firstPage(database: Database, version: ContentVersion, chosen: string | null): Promise<string> {
  const pages = await pathsLike(database, version, String.raw`^[^/]+\.x?html?$`)
  const path = rootPage(pages, chosen) ?? pages[0] ?? ''
  return path === 'index.html' ? '' : path
}
