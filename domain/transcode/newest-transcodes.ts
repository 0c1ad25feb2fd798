import { z } from 'zod'
import { type Database, Prisma, type Transcode } from '../database.ts'
import { rows } from '../rows.ts'

const newestRow = z.object({ id: z.string() })

/** Returns the newest transcode of each package; null for a package without one. */
export async function newestTranscodes(database: Database, packageIds: string[]): Promise<(Transcode | null)[]> {
  const sql = Prisma.sql`
    SELECT DISTINCT ON (package_id) id FROM transcode WHERE package_id = ANY(${packageIds}::uuid[])
    ORDER BY package_id, started_at DESC, id DESC`
  const newest = await rows(database, newestRow, sql)
  const transcodes = await database.transcode.findMany({ where: { id: { in: newest.map(({ id }) => id) } } })
  return packageIds.map(packageId => transcodes.find(transcode => transcode.packageId === packageId) ?? null)
}
