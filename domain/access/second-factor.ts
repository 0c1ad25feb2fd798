import { z } from 'zod'
import type { Change, Event } from '../audit/change.ts'
import { type Database, Prisma, type RoleSettings, type Tx, type User } from '../database.ts'
import { rows } from '../rows.ts'
import { endSessions } from './people.ts'
import { type Caller, isPermitted, type Permission, type Role, type Scope } from './permissions.ts'

/**
 * Whether a caller who has the permission lacks the second factor that it demands. Rights by a role that demands it do
 * not count, and in an environment that demands it none do.
 */
export function lacksSecondFactor(caller: Caller, permission: Permission, scope: Scope): boolean {
  const { secondFactorDemands: demands } = caller
  if (!demands) return false
  if (scope.environmentId !== undefined && demands.environmentIds.includes(scope.environmentId)) return true
  return !isPermitted(withoutDemandingRoles(caller), permission, scope)
}

/** The caller without the rights by roles that demand a second factor which the session lacks. */
export function withoutDemandingRoles(caller: Caller): Caller {
  const rights = caller.rights.filter(({ role }) => !caller.secondFactorDemands?.roles.includes(role))
  return { ...caller, rights }
}

const usedRow = z.object({ code: z.string() })

/**
 * Records that a code from an authenticator app was used. Returns false if it was used before. A code is valid for at most
 * 90 seconds, so it is kept for five minutes.
 */
export async function useCode(database: Database, userId: string, code: string): Promise<boolean> {
  const sql = Prisma.sql`
    INSERT INTO used_code (user_id, code) VALUES (${userId}, ${code})
    ON CONFLICT (user_id, code) DO UPDATE SET used_at = now() WHERE used_code.used_at < now() - interval '5 minutes' RETURNING code`
  const used = await rows(database, usedRow, sql)
  await database.usedCode.deleteMany({ where: { userId, usedAt: { lt: new Date(Date.now() - 600_000) } } })
  return used.length > 0
}

/** Removes the second factor of a person who lost it, and ends the person's sessions. Does nothing if there is none. */
export async function removeSecondFactor(tx: Tx, id: string): Promise<Change<User>> {
  await tx.$queryRaw`SELECT 1 FROM "user" WHERE id = ${id} FOR UPDATE`
  const user = await tx.user.findUniqueOrThrow({ where: { id } })
  if (!user.twoFactorEnabled) return { result: user }
  // The trigger records what people do themselves.
  await tx.$queryRaw`SELECT set_config('lectern.records_second_factor', 'on', true)`
  await tx.twoFactor.deleteMany({ where: { userId: id } })
  const result = await tx.user.update({ where: { id }, data: { twoFactorEnabled: false } })
  const endedSessions = await endSessions(tx, { userId: id })
  const event: Event = {
    ...{ action: 'user.secondFactorRemoved', subjectType: 'User', subjectId: id },
    ...{ summary: `Removed the second factor of ${user.name}`, after: { endedSessions } },
  }
  return { result, events: [event] }
}

/** How many active people have a role and no second factor. */
export async function peopleWithoutSecondFactor(database: Database, role: Role): Promise<number> {
  return database.user.count({ where: { active: true, twoFactorEnabled: { not: true }, grants: { some: { role } } } })
}

/** Sets whether a role demands a second factor. */
export async function updateRole(tx: Tx, role: Role, requiresSecondFactor: boolean): Promise<Change<RoleSettings>> {
  // Serializes changes of roles, also of one that has no row yet.
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext('role_settings'))::text`
  const before = (await tx.roleSettings.findUnique({ where: { role } })) ?? { role, requiresSecondFactor: false }
  if (before.requiresSecondFactor === requiresSecondFactor) return { result: before }
  const settings = { role, requiresSecondFactor }
  const result = await tx.roleSettings.upsert({ where: { role }, create: settings, update: settings })
  const verb = requiresSecondFactor ? 'Required' : 'No longer required'
  const event: Event = {
    ...{ action: 'role.updated', subjectType: 'Role', subjectId: role },
    summary: `${verb} a second factor for the ${role.toLowerCase()} role`,
    ...{ before: { requiresSecondFactor: before.requiresSecondFactor }, after: { requiresSecondFactor } },
  }
  return { result, events: [event] }
}
