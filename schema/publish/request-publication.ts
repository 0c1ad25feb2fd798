import { whoMay } from '@lectern/domain/access/who-may'
import { change } from '@lectern/domain/audit/change'
import type { Environment, Package, PublicationRequest } from '@lectern/domain/database'
import { forbidden } from '@lectern/domain/errors'
import { synchronizersOf } from '@lectern/domain/publish/four-eyes'
import { openPublicationRequest } from '@lectern/domain/publish/publication-requests'
import { permits } from '../access/permits.ts'
import { requireEnvironment } from '../access/require-environment.ts'
import { requireCaller, requireVisiblePackage } from '../access/require-package.ts'
import type { Context } from '../context.ts'

type RequestInput = { slug: string; environment: string; notes?: string | null }

/** Opens a request to publish the draft to an environment, or joins the open one, and mails those who may fulfill a new one. */
export async function requestPublication(context: Context, input: RequestInput): Promise<PublicationRequest> {
  const { services, by } = context
  requireCaller(context)
  const pkg = await requireVisiblePackage(context, input.slug)
  const environment = await requireEnvironment(context, input.environment)
  const scope = { packageId: pkg.id, environmentId: environment.id }
  if (!permits(context, scope)) throw forbidden(`ask for "${pkg.slug}" to be published to ${environment.name}`)
  const { request, isNew } = await change(services.database, by, tx =>
    openPublicationRequest(tx, by, { packageId: pkg.id, environment, notes: input.notes }),
  )
  if (isNew) await mailPublishers(context, pkg, environment, request)
  return request
}

/** Mails everyone who may fulfill a request. A mail that could not be sent is not tried again. */
async function mailPublishers(
  { services: { database, mailer, settings }, by: { actor } }: Context,
  pkg: Package,
  environment: Environment,
  request: PublicationRequest,
): Promise<void> {
  if (!mailer) return
  const scope = { packageId: pkg.id, environmentId: environment.id }
  const people = await whoMay(database, 'package.publish', scope)
  const refused = environment.fourEyes ? await synchronizersOf(database, request) : []
  const ids = people.map(({ id }) => id).filter(id => id !== actor.userId && !refused.includes(id))
  const users = await database.user.findMany({ where: { id: { in: ids } }, select: { email: true } })
  if (users.length === 0) return
  await mailer.sendPublicationRequest({
    recipients: users.map(({ email }) => email),
    requestedBy: actor.name,
    title: pkg.title,
    environment: environment.name,
    notes: request.notes,
    url: `${settings.adminUrl}/packages/${pkg.slug}`,
  })
}
