import { z } from 'zod'
import { type Database, Prisma } from '../database.ts'
import { rows } from '../rows.ts'

const encodingUseRow = z.object({
  packageId: z.string(),
  jobs: z.number(),
  seconds: z.number(),
  costMicros: z.bigint(),
})

/**
 * The use of finished jobs. `seconds` is the length of all their outputs; `costMicros` is in millionths of the price
 * list's currency.
 */
export type EncodingUse = Omit<z.infer<typeof encodingUseRow>, 'packageId'>

/** Returns the total use of packages. A job counts for the package whose encoding request opened it. */
export async function encodingUseOfPackages(
  database: Database,
  packageIds: string[],
  currency: string,
): Promise<EncodingUse[]> {
  const sql = Prisma.sql`
    SELECT package_id AS "packageId", count(*)::int AS jobs, coalesce(sum(output_seconds), 0)::float8 AS seconds,
      coalesce(sum(cost_micros), 0)::bigint AS "costMicros"
    FROM attempt WHERE package_id = ANY(${packageIds}::uuid[]) AND cost_micros IS NOT NULL AND currency = ${currency}
    GROUP BY package_id`
  const found = await rows(database, encodingUseRow, sql)
  const byPackage = new Map(found.map(row => [row.packageId, row]))
  return packageIds.map(id => byPackage.get(id) ?? { jobs: 0, seconds: 0, costMicros: 0n })
}
