import { type Caller, isPermitted, type Right, readRights, rolePermissions } from '@lectern/domain/access/permissions'
import type { Prisma } from '@lectern/domain/database'

type EventFilter = Prisma.AuditEventWhereInput

/** Events about people: their names are in the summary, and only readers of the audit log may see those. */
const subjectTypesOfPeople = ['ApiToken', 'Grant', 'Invitation', 'Session', 'User', 'ViewerToken']

/**
 * Filters audit events to those that the caller may see. Callers with `audit.read` everywhere see all events. Every other
 * grant shows the events of its packages and environments: a grant for an environment shows what happened there and what
 * happened in packages, but nothing of other environments.
 */
export function visibleEventsFilter(caller: Caller | null): EventFilter {
  return isPermitted(caller, 'audit.read') ? {} : { OR: readRights(caller).map(eventsOf) }
}

function eventsOf({ role, packageId, environmentId }: Right): EventFilter {
  const ofPackages: EventFilter =
    packageId === null ? { OR: [{ packageId: { not: null } }, { environmentId: { not: null } }] } : { packageId }
  const ofEnvironments: EventFilter = environmentId === null ? {} : { OR: [{ environmentId: null }, { environmentId }] }
  const ofPeople: EventFilter = rolePermissions[role].includes('audit.read')
    ? {}
    : { subjectType: { notIn: subjectTypesOfPeople } }
  return { AND: [ofPackages, ofEnvironments, ofPeople] }
}
