import { endReplacedSession } from '@lectern/domain/access/people'
import { useCode } from '@lectern/domain/access/second-factor'
import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import type { Database } from '@lectern/domain/database'
import { APIError } from 'better-auth/api'

/** The route of the library that a session begins or ends in, and what was posted to it. */
type Endpoint = { path?: string; body?: unknown } | null

type NewSession = { userId: string; authenticatedAt?: unknown }

const codePath = '/two-factor/verify-totp'
const provingPaths = [codePath, '/two-factor/verify-backup-code']

/** The library's fields of a session that are ours. `session-hooks.ts` sets them. */
export const sessionFields = {
  secondFactor: { type: 'string', required: false, input: false, returned: false },
  authenticatedAt: { type: 'date', required: false, input: false },
  continues: { type: 'boolean', required: false, input: false, returned: false },
} as const

/**
 * Decides about a session that the library begins. Returns false if the person is inactive, which tells the library not
 * to create it. Otherwise says whether it needs the second factor first, and whether it takes the place of another one,
 * as when a second factor is set up. Throws if the code of an app was used before, which the library does not check.
 */
export async function beginSession(database: Database, session: NewSession, endpoint: Endpoint) {
  const { userId } = session
  const user = await database.user.findUnique({
    where: { id: userId },
    select: { active: true, twoFactorEnabled: true },
  })
  if (!user?.active) return false
  const path = endpoint?.path ?? ''
  if (path === codePath && !(await useCode(database, userId, codeIn(endpoint))))
    throw new APIError('UNAUTHORIZED', { code: 'INVALID_CODE', message: 'Invalid code' })
  const secondFactor = provingPaths.includes(path) ? 'PROVED' : user.twoFactorEnabled ? 'AWAITED' : 'NONE'
  const continues = session.authenticatedAt instanceof Date
  return { data: { secondFactor, continues, authenticatedAt: continues ? session.authenticatedAt : new Date() } }
}

/** Ends a session that another one took the place of, without an event. Returns false: the library must not end it too. */
export async function endSession(database: Database, session: { token: string; userId: string }, endpoint: Endpoint) {
  if (!endpoint?.path?.startsWith('/two-factor/')) return true
  await change(database, systemActor, tx => endReplacedSession(tx, session.token, session.userId))
  return false
}

/** The code without the spaces that apps show. */
const codeIn = (endpoint: Endpoint): string => String((endpoint?.body as { code?: unknown } | undefined)?.code ?? '')
