import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import { type Database, Prisma } from '../database.ts'
import { memoize } from '../memoize.ts'
import { rows } from '../rows.ts'
import { type ContentVersion, filesOfVersionSql } from './content-version.ts'

/** The stored object of a file: a fixed version of a key. `bytes` is the size of the object. */
export type StoredFile = {
  path: string
  mediaType: string
  key: string
  versionId: string
  etag: string
  bytes: number
}

const storedFileRow = z.object({
  path: z.string(),
  mediaType: z.string(),
  key: z.string(),
  versionId: z.string(),
  etag: z.string(),
  bytes: z.bigint(),
})

const columnsSql = Prisma.sql`path, media_type AS "mediaType", key, version_id AS "versionId", etag, stored_bytes AS bytes`

/**
 * Returns the first of these paths that is a file, or null. Letter case must match, as on S3. Unicode normalization
 * need not, because browsers and file systems differ in it. Caches what it finds for `versionCacheMs`: content versions
 * never change, and only a verification points a row at another version of the same bytes.
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
  const found = await rows(
    database,
    storedFileRow,
    Prisma.sql`SELECT ${columnsSql} ${filesOfVersionSql(version)} AND path = ANY(${spellings})`,
  )
  const row = spellings.map(path => found.find(each => each.path === path)).find(each => each !== undefined)
  return row ? { ...row, bytes: Number(row.bytes) } : null
}

/** How long reads of a content version are cached. It never changes, except for a verification's repairs. */
const versionCacheMs = 5 * 60_000
const maxCachedReads = 500

/** Caches the results of `read` by content version and arguments. */
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
