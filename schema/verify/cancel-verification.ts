import { change } from '@lectern/domain/audit/change'
import type { VerificationRun } from '@lectern/domain/database'
import { forbidden, notFound } from '@lectern/domain/errors'
import { isUuid } from '@lectern/domain/uuid'
import { cancelVerification as cancel } from '@lectern/domain/verify/verification-runs'
import { clickTimeoutMs, tryWake } from '@lectern/workflows/wake'
import { permits } from '../access/permits.ts'
import { requireCaller } from '../access/require-package.ts'
import { canSeePackage } from '../access/visible.ts'
import type { Context } from '../context.ts'

/** Asks a verification run to stop. One that has finished stays as it is. */
export async function cancelVerification(context: Context, id: string): Promise<VerificationRun> {
  const { services, by } = context
  requireCaller(context)
  const found = isUuid(id) ? await services.database.verificationRun.findUnique({ where: { id } }) : null
  if (!found || !canSeePackage(context, found.packageId)) throw notFound('This verification')
  const { packageId } = found
  if (!permits(context, { packageId })) throw forbidden('cancel this verification')
  const run = await change(services.database, by, tx => cancel(tx, id))
  await tryWake(services, { workflow: 'verify', packageId }, clickTimeoutMs)
  return run
}
