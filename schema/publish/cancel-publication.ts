import { change } from '@lectern/domain/audit/change'
import type { Publication } from '@lectern/domain/database'
import { forbidden, notFound } from '@lectern/domain/errors'
import { cancelPublication as cancel } from '@lectern/domain/publish/publications'
import { isUuid } from '@lectern/domain/uuid'
import { clickTimeoutMs, tryWake } from '@lectern/workflows/wake'
import { permits } from '../access/permits.ts'
import { requireCaller } from '../access/require-package.ts'
import { canSeeInEnvironment } from '../access/visible.ts'
import type { Context } from '../context.ts'

/** Asks a publication to stop. One that has finished stays as it is. */
export async function cancelPublication(context: Context, id: string): Promise<Publication> {
  const { services, by } = context
  requireCaller(context)
  const found = isUuid(id) ? await services.database.publication.findUnique({ where: { id } }) : null
  if (!found || !canSeeInEnvironment(context, found)) throw notFound('This publication')
  const { packageId, environmentId } = found
  if (!permits(context, { packageId, environmentId })) throw forbidden('cancel this publication')
  const publication = await change(services.database, by, tx => cancel(tx, id))
  await tryWake(services, { workflow: 'publish', packageId }, clickTimeoutMs)
  return publication
}
