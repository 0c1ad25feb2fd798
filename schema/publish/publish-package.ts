import type { Attribution } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { cancelPublication as cancel, requestPublication } from '@lectern/domain/publish/publications'
import type { Commands } from '../context.ts'
import type { Publication } from '@lectern/domain/database'
import { forbidden, notFound } from '@lectern/domain/errors'
import { type Caller, isPermitted } from '@lectern/domain/access/permissions'
import { isUuid } from '@lectern/domain/uuid'
import { profile } from '@lectern/domain/transcode/profile'
import type { Services } from '@lectern/server/open-services'
import { canSee, requireCaller, requireVisiblePackage } from '../access/require-package.ts'
import { requireEnvironment } from '../access/require-environment.ts'
import { tryWake } from '../wake.ts'

/** Asks for the present draft to be published to an environment, and wakes the workflow. */
export async function publishPackage(
  services: Services,
  caller: Caller | null,
  by: Attribution,
  { slug, environment: name, ...input }: Parameters<Commands['publishPackage']>[0],
): Promise<Publication> {
  const signedInCaller = requireCaller(caller)
  const pkg = await requireVisiblePackage(services, signedInCaller, slug)
  const environment = await requireEnvironment(services, signedInCaller, name)
  const target = { packageId: pkg.id, environmentId: environment.id }
  if (!isPermitted(signedInCaller, 'package.publish', target))
    throw forbidden(`publish «${slug}» to ${environment.name}`)
  if (input.acceptFallback?.length && !isPermitted(signedInCaller, 'package.acceptFallback', target))
    throw forbidden('accept files in place of streams that failed')
  const request = { ...input, packageId: pkg.id, environment }
  const publication = await change(services.database, by, tx => requestPublication(tx, by, request, profile))
  await tryWake(services, { workflow: 'publish', packageId: pkg.id })
  return publication
}

/** Asks a publication to stop; one that is over stays as it is. */
export async function cancelPublication(
  services: Services,
  caller: Caller | null,
  by: Attribution,
  id: string,
): Promise<Publication> {
  const signedInCaller = requireCaller(caller)
  const found = isUuid(id) ? await services.database.publication.findUnique({ where: { id } }) : null
  if (!found || !canSee(signedInCaller, found.packageId)) throw notFound('This publication')
  const { packageId, environmentId } = found
  if (!isPermitted(signedInCaller, 'package.publish', { packageId, environmentId }))
    throw forbidden('stop this publication')
  const publication = await change(services.database, by, tx => cancel(tx, id))
  await tryWake(services, { workflow: 'publish', packageId })
  return publication
}
