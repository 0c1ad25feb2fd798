import { revokeSession as revoke } from '@lectern/domain/access/people'
import { change } from '@lectern/domain/audit/change'
import type { Session } from '@lectern/domain/database'
import { forbidden, notFound } from '@lectern/domain/errors'
import type { Context } from '../context.ts'
import { permits } from './permits.ts'
import { requireCaller } from './require-package.ts'
import { canSeePerson } from './visible.ts'

/** Ends a session of the caller, or with permission one of another person. */
export async function revokeSession(context: Context, id: string): Promise<Session> {
  const { services, by } = context
  const caller = requireCaller(context)
  const session = await services.database.session.findUnique({ where: { id }, include: { user: true } })
  if (!session || !canSeePerson(context, session)) throw notFound('This session')
  if (session.userId !== caller.actor.userId && !permits(context))
    throw forbidden(`end a session of ${session.user.name}`)
  await change(services.database, by, tx => revoke(tx, session))
  return session
}
