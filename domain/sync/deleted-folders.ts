import { z } from 'zod'
import { type Database, Prisma } from '../database.ts'
import { rows } from '../rows.ts'

const deletedFolderRow = z.object({ path: z.string(), fileCount: z.number() })

/** A folder at the top of a package, and how many files in it and below a run deletes. '' is for files in no folder. */
export type DeletedFolder = z.infer<typeof deletedFolderRow>

/** More top folders are in no package that people arrange by hand. */
const maxFolders = 1_000

/** Returns the top folders with files that a run deletes, by path. Without the files that Lectern wrote. */
export function deletedFolders(database: Database, runId: string): Promise<DeletedFolder[]> {
  const sql = Prisma.sql`
    SELECT path, count(*)::int AS "fileCount"
    FROM (
      SELECT CASE WHEN path LIKE '%/%' THEN split_part(path, '/', 1) ELSE '' END AS path
      FROM sync_item WHERE run_id = ${runId}::uuid AND action = 'DELETE' AND NOT generated
    ) AS folder
    GROUP BY path ORDER BY path COLLATE "C" LIMIT ${maxFolders}`
  return rows(database, deletedFolderRow, sql)
}
