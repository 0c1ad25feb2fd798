import { type Caller, includes, isPermitted, type Right, readRights } from '@lectern/domain/access/permissions'
import type { Prisma } from '@lectern/domain/database'

type EventFilter = Prisma.AuditEventWhereInput

/** Events about people: their names are in the summary, and only readers of the audit log may see those. */
const subjectTypesOfPeople = ['ApiToken', 'Grant', 'Invitation', 'Session', 'User', 'ViewerToken']

/**
 * Filters audit events to those that the caller may see. Callers with `audit.read` everywhere see all events. Every other
 * grant shows what happened in its packages, but for an environment nothing of other environments. With `audit.read`, it
 * also shows what happened in the environment and in no package.
 */
export function visibleEventsFilter(caller: Caller | null): EventFilter {
  if (isPermitted(caller, 'audit.read')) return {}
  const rights = readRights(caller)
  // Prisma drops an empty OR inside AND, which would show everything.
  return rights.length > 0 ? { OR: rights.map(eventsOf) } : { sequence: { in: [] } }
}

function eventsOf(right: Right): EventFilter {
  const { packageId, environmentId } = right
  const mayAudit = includes(right, 'audit.read')
  const ofAnyPackage: EventFilter = { packageId: { not: null } }
  const ofPackages: EventFilter =
    packageId !== null
      ? { packageId }
      : mayAudit
        ? { OR: [ofAnyPackage, { environmentId: { not: null } }] }
        : ofAnyPackage
  const ofEnvironments: EventFilter = environmentId === null ? {} : { OR: [{ environmentId: null }, { environmentId }] }
  const ofPeople: EventFilter = mayAudit ? {} : { subjectType: { notIn: subjectTypesOfPeople } }
  return { AND: [ofPackages, ofEnvironments, ofPeople] }
}
