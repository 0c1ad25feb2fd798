import type { Attribution } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { cancelVerification as cancel, requestVerification } from '@lectern/domain/verify/verification-runs'
import type { Commands } from '../context.ts'
import type { VerificationRun } from '@lectern/domain/database'
import { forbidden, notFound } from '@lectern/domain/errors'
import { type Caller, isPermitted } from '@lectern/domain/access/permissions'
import { isUuid } from '@lectern/domain/uuid'
import type { Services } from '@lectern/server/open-services'
import { canSee, requireCaller, requirePackage } from '../access/require-package.ts'
import { tryWake } from '../wake.ts'

/** Opens an inspection of a release or the draft, or joins the open one, and wakes its workflow. */
export async function verifyPackage(
  services: Services,
  caller: Caller | null,
  by: Attribution,
  { slug, release: number, repair }: Parameters<Commands['verifyPackage']>[0],
): Promise<VerificationRun> {
  const { id: packageId } = await requirePackage(services, caller, slug, 'package.verify', `verify «${slug}»`)
  const input = { packageId, number, repair }
  const run = await change(services.database, by, tx => requestVerification(tx, by, input))
  await tryWake(services, { workflow: 'verify', packageId })
  return run
}

/** Asks an inspection to stop; one that is over stays as it is. */
export async function cancelVerification(
  services: Services,
  caller: Caller | null,
  by: Attribution,
  id: string,
): Promise<VerificationRun> {
  const signedInCaller = requireCaller(caller)
  const found = isUuid(id) ? await services.database.verificationRun.findUnique({ where: { id } }) : null
  if (!found || !canSee(signedInCaller, found.packageId)) throw notFound('This verification')
  if (!isPermitted(signedInCaller, 'package.verify', { packageId: found.packageId }))
    throw forbidden('stop this verification')
  const run = await change(services.database, by, tx => cancel(tx, id))
  await tryWake(services, { workflow: 'verify', packageId: found.packageId })
  return run
}
