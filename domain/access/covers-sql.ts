import { Prisma } from '../database.ts'
import type { Right } from './permissions.ts'

/** Whether one of these rights covers a row's package and environment. */
export function coversSql(
  rights: readonly Right[],
  packageIdSql: Prisma.Sql,
  environmentIdSql: Prisma.Sql,
): Prisma.Sql {
  if (rights.some(({ packageId, environmentId }) => packageId === null && environmentId === null))
    return Prisma.sql`true`
  const packageIds = rights.map(({ packageId }) => packageId)
  const environmentIds = rights.map(({ environmentId }) => environmentId)
  return Prisma.sql`EXISTS (
    SELECT FROM unnest(${packageIds}::uuid[], ${environmentIds}::uuid[]) AS of_right (package_id, environment_id)
    WHERE coalesce(of_right.package_id = ${packageIdSql}, true) AND coalesce(of_right.environment_id = ${environmentIdSql}, true))`
}
