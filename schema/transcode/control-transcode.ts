import type { Attribution } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import {
  cancelTranscode as cancel,
  releaseBudgetHold as release,
  retryVideo as retry,
} from '@lectern/domain/transcode/transcode-controls'
import type { Encoding, Transcode } from '@lectern/domain/database'
import { forbidden, notFound } from '@lectern/domain/errors'
import { type Caller, isPermitted, type Permission } from '@lectern/domain/access/permissions'
import { isUuid } from '@lectern/domain/uuid'
import { encodingSettingsOf } from '@lectern/server/encoding-settings'
import type { Services } from '@lectern/server/open-services'
import { canSee, requireCaller } from '../access/require-package.ts'
import { tryWake } from '../wake.ts'

/** Tries one video again whose stream failed or was canceled, and wakes who makes it. */
export async function retryVideo(
  services: Services,
  caller: Caller | null,
  by: Attribution,
  id: string,
): Promise<void> {
  const signedInCaller = requireCaller(caller)
  const video = isUuid(id) ? await services.database.video.findUnique({ where: { id } }) : null
  if (!video || !canSee(signedInCaller, video.packageId)) throw notFound('This video')
  if (!isPermitted(signedInCaller, 'package.transcode', { packageId: video.packageId }))
    throw forbidden('try videos again')
  const encoding = await change(services.database, by, tx => retry(tx, by, id, encodingSettingsOf(services)))
  await wakeEncodings(services, video.packageId, [encoding])
}

/** Asks a transcode to stop; one that is over stays as it is. */
export async function cancelTranscode(
  services: Services,
  caller: Caller | null,
  by: Attribution,
  id: string,
): Promise<Transcode> {
  const { packageId } = await requireTranscode(
    services,
    caller,
    id,
    'package.transcode',
    'stop making its videos ready',
  )
  const transcode = await change(services.database, by, tx => cancel(tx, by, id))
  await wakeEncodings(services, packageId, [])
  return transcode
}

/** Lets a transcode that the budget holds go on. */
export async function releaseBudgetHold(
  services: Services,
  caller: Caller | null,
  by: Attribution,
  id: string,
): Promise<Transcode> {
  const { packageId } = await requireTranscode(services, caller, id, 'budget.update', 'spend more than the budget')
  const { encodings } = await change(services.database, by, tx => release(tx, by, id))
  await wakeEncodings(services, packageId, encodings)
  return services.database.transcode.findUniqueOrThrow({ where: { id } })
}

async function requireTranscode(
  services: Services,
  caller: Caller | null,
  id: string,
  permission: Permission,
  action: string,
) {
  const signedInCaller = requireCaller(caller)
  const found = isUuid(id) ? await services.database.transcode.findUnique({ where: { id } }) : null
  if (!found || !canSee(signedInCaller, found.packageId)) throw notFound('This transcode')
  if (!isPermitted(signedInCaller, permission, permission === 'budget.update' ? {} : { packageId: found.packageId }))
    throw forbidden(action)
  return found
}

/** A click waits for some of them; the transcode's own look wakes what is left. */
const maxWakesPerClick = 50

async function wakeEncodings(services: Services, packageId: string, encodings: Encoding[]): Promise<void> {
  await tryWake(services, { workflow: 'transcode', packageId })
  const some = encodings.slice(0, maxWakesPerClick)
  await Promise.all(
    some.map(({ contentHash, profile }) => tryWake(services, { workflow: 'encode', contentHash, profile })),
  )
}
