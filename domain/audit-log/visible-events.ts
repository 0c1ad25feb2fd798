import { type Caller, includes, isPermitted, type Right, readRights } from '../access/permissions.ts'
import { type AuditEvent, Prisma } from '../database.ts'

/** Events about people: their names are in the summary, and only readers of the audit log may see those. */
export const subjectTypesOfPeople = ['ApiToken', 'Grant', 'Invitation', 'Session', 'User', 'ViewerToken']

type EventScope = Pick<AuditEvent, 'subjectType' | 'packageId' | 'environmentId'>

/**
 * Whether the caller may see an event. Callers with `audit.read` everywhere see all events. Every other grant shows what
 * happened in its packages, but for an environment nothing of other environments. With `audit.read`, it also shows what
 * happened in the environment and in no package.
 */
export function canSeeEvent(caller: Caller | null, event: EventScope): boolean {
  return isPermitted(caller, 'audit.read') || readRights(caller).some(right => isCovered(right, event))
}

function isCovered(right: Right, { subjectType, packageId, environmentId }: EventScope): boolean {
  const mayAudit = includes(right, 'audit.read')
  if (right.packageId !== null && right.packageId !== packageId) return false
  if (packageId === null && !(mayAudit && environmentId !== null)) return false
  if (right.environmentId !== null && environmentId !== null && right.environmentId !== environmentId) return false
  return mayAudit || !subjectTypesOfPeople.includes(subjectType)
}

/** The condition for rows of `audit_event` that the caller may see: the same rule as `canSeeEvent`. */
export function visibleEventsSql(caller: Caller | null): Prisma.Sql {
  if (isPermitted(caller, 'audit.read')) return Prisma.sql`true`
  const rights = readRights(caller)
  return rights.length === 0 ? Prisma.sql`false` : Prisma.sql`(${Prisma.join(rights.map(coveredSql), ' OR ')})`
}

function coveredSql(right: Right): Prisma.Sql {
  const { packageId, environmentId } = right
  const mayAudit = includes(right, 'audit.read')
  const ofPackages =
    packageId !== null
      ? Prisma.sql`package_id = ${packageId}::uuid`
      : mayAudit
        ? Prisma.sql`(package_id IS NOT NULL OR environment_id IS NOT NULL)`
        : Prisma.sql`package_id IS NOT NULL`
  const ofEnvironments =
    environmentId === null
      ? Prisma.sql`true`
      : Prisma.sql`(environment_id IS NULL OR environment_id = ${environmentId}::uuid)`
  const ofPeople = mayAudit ? Prisma.sql`true` : Prisma.sql`subject_type <> ALL(${subjectTypesOfPeople}::text[])`
  return Prisma.sql`(${ofPackages} AND ${ofEnvironments} AND ${ofPeople})`
}
