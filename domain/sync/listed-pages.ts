import { z } from 'zod'
import { type Database, Prisma } from '../database.ts'
import { pagePattern } from '../files/page-names.ts'
import { rows } from '../rows.ts'

const existsRow = z.object({ exists: z.boolean() })

/** Checks whether Dropbox's listing of a package names a page that the draft will contain. */
export async function hasListedPage(database: Database, packageId: string): Promise<boolean> {
  const sql = Prisma.sql`
    SELECT EXISTS (
      SELECT 1 FROM entry JOIN package ON package.id = entry.package_id AND package.generation = entry.generation
      WHERE entry.package_id = ${packageId}::uuid AND entry.kind = 'FILE' AND entry.ignored_reason IS NULL
        AND entry.path_lower ~* ${pagePattern}) AS "exists"`
  const [row] = await rows(database, existsRow, sql)
  return row!.exists
}
