import type { Attribution } from '@lectern/schema/actor'
import { change } from '@lectern/schema/changes/change'
import { cancelVerification as cancel, requestVerification } from '@lectern/schema/changes/inspection'
import type { Commands } from '@lectern/schema/context'
import type { VerificationRun } from '@lectern/schema/database'
import { forbidden, notFound } from '@lectern/schema/errors'
import { type Caller, isPermitted } from '@lectern/schema/permissions'
import { isUuid } from '@lectern/schema/uuid'
import type { Services } from '../world.ts'
import { canSee, requireCaller, requirePackage } from './packages.ts'
import { tryWake } from './wake.ts'

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
