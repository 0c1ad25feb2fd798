import { z } from 'zod'
import { type Database, Prisma } from '../database.ts'
import { rows } from '../rows.ts'
import { pathKey } from './path-key.ts'

/** How many paths are filled in one transaction. */
const batchSize = 2_000

const tables = [Prisma.sql`draft_file`, Prisma.sql`release_file`]

const pathRow = z.object({ packageId: z.string(), path: z.string() })

/**
 * Fills in `path_key` of files that an earlier version of Lectern wrote, and that the migration could not fill because
 * their paths are not ASCII. Until then, such files are found by their exact spelling only. A repetition finds nothing
 * to do. Returns the number of rows.
 */
export async function fillPathKeys(database: Database): Promise<number> {
  let filled = 0
  for (const table of tables) {
    for (let paths = await pathsWithoutKey(database, table); paths.length > 0; ) {
      filled += await setPathKeys(database, table, paths)
      paths = await pathsWithoutKey(database, table)
    }
  }
  return filled
}

const pathsWithoutKey = (database: Database, table: Prisma.Sql) =>
  rows(
    database,
    pathRow,
    Prisma.sql`
    SELECT DISTINCT package_id::text AS "packageId", path FROM (
      SELECT package_id, path FROM ${table} WHERE path_key IS NULL LIMIT ${batchSize}) AS file`,
  )

const setPathKeys = (database: Database, table: Prisma.Sql, paths: z.infer<typeof pathRow>[]) =>
  database.$executeRaw(Prisma.sql`
    UPDATE ${table} AS file SET path_key = new.key
    FROM unnest(${paths.map(({ packageId }) => packageId)}::uuid[], ${paths.map(({ path }) => path)}::text[],
      ${paths.map(({ path }) => pathKey(path))}::text[]) AS new(package_id, path, key)
    WHERE file.package_id = new.package_id AND file.path = new.path AND file.path_key IS NULL`)
