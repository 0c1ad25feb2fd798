import type { Database } from '../database.ts'
import { type Permission, type Role, rolePermissions } from './permissions.ts'

/** The most people that are named. More help nobody who looks for one to ask. */
const maxPeople = 100

/**
 * Returns the active people who have a permission for a package by a grant of theirs, by name, at most 100. `packageId` null:
 * only grants for all packages count. `environmentId`: in this environment. Without it, only grants that hold in every
 * environment count.
 */
export function whoMay(
  database: Database,
  permission: Permission,
  { packageId, environmentId }: { packageId: string | null; environmentId?: string | undefined },
): Promise<{ id: string; name: string }[]> {
  const roles = (Object.keys(rolePermissions) as Role[]).filter(role => rolePermissions[role].includes(permission))
  const grant = {
    role: { in: roles },
    AND: [
      { OR: [{ packageId: null }, ...(packageId ? [{ packageId }] : [])] },
      { OR: [{ environmentId: null }, ...(environmentId ? [{ environmentId }] : [])] },
    ],
  }
  return database.user.findMany({
    where: { active: true, grants: { some: grant } },
    select: { id: true, name: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: maxPeople,
  })
}
