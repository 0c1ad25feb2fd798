import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import type { Publication } from '@lectern/domain/database'
import { conflict, forbidden } from '@lectern/domain/errors'
import { failPublication, requestPublication } from '@lectern/domain/publish/publications'
import { clickTimeoutMs, tryWake } from '@lectern/workflows/wake'
import { permits } from '../access/permits.ts'
import { requireEnvironment } from '../access/require-environment.ts'
import { requireCaller, requireVisiblePackage } from '../access/require-package.ts'
import { canSeeInEnvironment } from '../access/visible.ts'
import type { Context } from '../context.ts'

/**
 * `revision`: the draft that the caller reviewed; absent: the current one. `acceptFallback`: paths of failed videos that
 * may play from the author's file.
 */
type PublishInput = {
  slug: string
  environment: string
  revision?: number
  notes?: string | null
  idempotencyKey?: string | null
  acceptFallback?: string[] | null
}

/** Requests a publication of the draft to an environment, and wakes the workflow. */
export async function publishPackage(context: Context, input: PublishInput): Promise<Publication> {
  const { services, by } = context
  const { slug, environment: environmentSlug, ...options } = input
  requireCaller(context)
  const pkg = await requireVisiblePackage(context, slug)
  const environment = await requireEnvironment(context, environmentSlug)
  const target = { packageId: pkg.id, environmentId: environment.id }
  if (!permits(context, target)) throw forbidden(`publish "${slug}" to ${environment.name}`)
  if (options.acceptFallback?.length && !permits(context, target, 'package.acceptFallback'))
    throw forbidden("let failed videos play from the author's file")
  const request = { ...options, packageId: pkg.id, environment }
  const { profile } = services.settings.encodingSettings
  const open = await services.database.publication.findMany({ where: { packageId: pkg.id, finishedAt: null } })
  const publication = await change(services.database, by, tx => requestPublication(tx, by, request, profile))
  // The key may have been used for an environment that does not exist for this caller.
  if (!canSeeInEnvironment(context, publication))
    throw conflict('This idempotency key was already used for the package. Use another key.')
  const refusal = await tryWake(services, { workflow: 'publish', packageId: pkg.id }, clickTimeoutMs)
  // A publication that was open before may go on: another server may reach Temporal.
  if (!refusal || publication.number !== null || open.some(({ id }) => id === publication.id)) return publication
  return change(services.database, systemActor, tx => failPublication(tx, publication.id, refusal))
}
