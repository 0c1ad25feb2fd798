import { z } from 'zod'
import { coversSql } from '../access/covers-sql.ts'
import type { Right } from '../access/permissions.ts'
import { type Database, type Deployment, Prisma } from '../database.ts'
import { preparedRows } from '../rows.ts'
import { lookedUpRows } from '../whole-rows.ts'

/** Returns for each package what environments show of it now, by the age of the environments, where a right covers it. */
export async function currentDeployments(
  database: Database,
  rights: readonly Right[],
  packageIds: string[],
): Promise<Deployment[][]> {
  const found = await lookedUpRows(
    database,
    'Deployment',
    Prisma.sql`
      JOIN current_deployment ON current_deployment.deployment_id = deployment.id
      JOIN environment ON environment.id = deployment.environment_id
      WHERE current_deployment.package_id = ANY(${packageIds}::uuid[])
        AND ${coversSql(rights, Prisma.sql`deployment.package_id`, Prisma.sql`deployment.environment_id`)}
      ORDER BY environment.created_at, environment.slug`,
  )
  const byPackage = Map.groupBy(found, ({ packageId }) => packageId)
  return packageIds.map(id => byPackage.get(id) ?? [])
}

const idRow = z.object({ id: z.string() })

/** Returns for each deployment whether its environment shows it now. */
export async function areCurrent(database: Database, deploymentIds: string[]): Promise<boolean[]> {
  const sql = Prisma.sql`
    SELECT deployment_id::text AS id FROM current_deployment WHERE deployment_id = ANY(${deploymentIds}::uuid[])`
  const current = new Set((await preparedRows(database, idRow, sql)).map(({ id }) => id))
  return deploymentIds.map(id => current.has(id))
}
