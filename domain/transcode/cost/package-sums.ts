import { z } from 'zod'
import { type Database, Prisma } from '../../database.ts'
import { rows } from '../../rows.ts'
import { type JobSums, jobSumsRow, jobSumsSql, noJobs } from './job-sums.ts'

const packageSumsRow = jobSumsRow.extend({ packageId: z.string() })

/** Sums the jobs of each package. A job counts for the package whose encoding request opened it. */
export async function jobSumsOfPackages(
  database: Database,
  packageIds: string[],
  currency: string,
): Promise<JobSums[]> {
  const sql = Prisma.sql`
    SELECT attempt.package_id AS "packageId", ${jobSumsSql} FROM attempt
    WHERE attempt.package_id = ANY(${packageIds}::uuid[]) AND attempt.currency = ${currency}
    GROUP BY attempt.package_id`
  const found = await rows(database, packageSumsRow, sql)
  const byPackage = new Map(found.map(row => [row.packageId, row]))
  return packageIds.map(id => byPackage.get(id) ?? noJobs)
}
