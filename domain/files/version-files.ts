import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import { type Database, Prisma } from '../database.ts'
import { memoize } from '../memoize.ts'
import { rows } from '../rows.ts'
import { type ContentVersion, filesOfVersionSql, mediaTypeOfVersionSql } from './content-version.ts'
import { findByPath, pathKey } from './path-key.ts'

/**
 * The stored object of a file: a fixed version of a key. `bytes` is the size of the object. `contentEncoding` is the
 * coding of its bytes, or null for none.
 */
export type StoredFile = {
  path: string
  mediaType: string
  contentEncoding: string | null
  key: string
  versionId: string
  etag: string
  bytes: number
}

const storedFileRow = z.object({
  path: z.string(),
  mediaType: z.string(),
  contentEncoding: z.string().nullable(),
  key: z.string(),
  versionId: z.string(),
  etag: z.string(),
  bytes: z.bigint(),
})

const columnsSql = (version: ContentVersion) => Prisma.sql`
  path, ${mediaTypeOfVersionSql(version)} AS "mediaType",
  content_encoding AS "contentEncoding", key, version_id AS "versionId", etag, stored_bytes AS bytes`

/**
 * Returns the first of these paths that is a file, or null. Finds paths as Dropbox does: the exact spelling first, then
 * without letter case and the form of accents. Caches what it finds for `versionCacheMs`: content versions never
 * change, and only a verification points a row at another version of the same bytes.
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

/** Reads rows by their key. A row whose key is not filled in yet is found by its exact spelling. */
async function queryFile(database: Database, version: ContentVersion, paths: string[]): Promise<StoredFile | null> {
  const found = await rows(
    database,
    storedFileRow,
    Prisma.sql`SELECT ${columnsSql(version)} ${filesOfVersionSql(version)}
      AND (path_key = ANY(${paths.map(pathKey)}) OR (path_key IS NULL AND path = ANY(${paths})))`,
  )
  const row = paths.map(path => findByPath(found, path)).find(each => each !== null)
  return row ? { ...row, bytes: Number(row.bytes) } : null
}

/** How long reads of a content version are cached. It never changes, except for a verification's repairs. */
const versionCacheMs = 5 * 60_000
const maxCachedReads = 500

/** Caches the results of `read` by content version and arguments. */
export function memoizeByVersion<Version extends ContentVersion, Args extends (string | null)[], Result>(
  read: (database: Database, version: Version, ...args: Args) => Promise<Result>,
) {
  const loaders = new WeakMap<Database, ReturnType<typeof createLoader>>()
  const createLoader = (database: Database) =>
    memoize(
      versionCacheMs,
      maxCachedReads,
      (packageId: string, kind: 'number' | 'revision', versionNumber: number, ...args: Args) =>
        read(database, { packageId, [kind]: versionNumber } as unknown as Version, ...args),
    )
  return (database: Database, version: Version, ...args: Args): Promise<Result> => {
    const loader = loaders.get(database) ?? createLoader(database)
    loaders.set(database, loader)
    const { packageId, ...position }: ContentVersion = version
    return 'number' in position
      ? loader(packageId, 'number', position.number, ...args)
      : loader(packageId, 'revision', position.revision, ...args)
  }
}
