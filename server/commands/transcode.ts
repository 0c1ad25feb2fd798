import type { By } from '@lectern/schema/actor'
import { change } from '@lectern/schema/changes/change'
import {
  cancelTranscode as cancel,
  releaseBudgetHold as release,
  retryVideo as retry,
} from '@lectern/schema/changes/transcode-requests'
import type { Encoding, Transcode } from '@lectern/schema/database'
import { forbidden, notFound } from '@lectern/schema/errors'
import { type Caller, may, type Permission } from '@lectern/schema/permissions'
import { termsOf } from '../terms.ts'
import type { World } from '../world.ts'
import { sees, signedIn } from './packages.ts'
import { isUuid } from './uuid.ts'
import { wakeSoon } from './wake.ts'

/** Tries one video again whose stream failed or was canceled, and wakes who makes it. */
export async function retryVideo(world: World, caller: Caller | null, by: By, id: string): Promise<void> {
  const somebody = signedIn(caller)
  const video = isUuid(id) ? await world.database.video.findUnique({ where: { id } }) : null
  if (!video || !sees(somebody, video.packageId)) throw notFound('This video')
  if (!may(somebody, 'package.transcode', { packageId: video.packageId })) throw forbidden('try videos again')
  const encoding = await change(world.database, by, tx => retry(tx, by, id, termsOf(world)))
  await wakeAll(world, video.packageId, [encoding])
}

/** Asks a transcode to stop; one that is over stays as it is. */
export async function cancelTranscode(world: World, caller: Caller | null, by: By, id: string): Promise<Transcode> {
  const { packageId } = await transcodeFor(world, caller, id, 'package.transcode', 'stop making its videos ready')
  const transcode = await change(world.database, by, tx => cancel(tx, by, id))
  await wakeAll(world, packageId, [])
  return transcode
}

/** Lets a transcode that the budget holds go on. */
export async function releaseBudgetHold(world: World, caller: Caller | null, by: By, id: string): Promise<Transcode> {
  const { packageId } = await transcodeFor(world, caller, id, 'budget.update', 'spend more than the budget')
  const { encodings } = await change(world.database, by, tx => release(tx, by, id))
  await wakeAll(world, packageId, encodings)
  return world.database.transcode.findUniqueOrThrow({ where: { id } })
}

async function transcodeFor(world: World, caller: Caller | null, id: string, right: Permission, doing: string) {
  const somebody = signedIn(caller)
  const found = isUuid(id) ? await world.database.transcode.findUnique({ where: { id } }) : null
  if (!found || !sees(somebody, found.packageId)) throw notFound('This transcode')
  if (!may(somebody, right, right === 'budget.update' ? {} : { packageId: found.packageId })) throw forbidden(doing)
  return found
}

/** A click waits for some of them; the transcode's own look wakes what is left. */
const wokenByClick = 50

async function wakeAll(world: World, packageId: string, encodings: Encoding[]): Promise<void> {
  await wakeSoon(world, { workflow: 'transcode', packageId })
  const some = encodings.slice(0, wokenByClick)
  await Promise.all(
    some.map(({ contentHash, profile }) => wakeSoon(world, { workflow: 'encode', contentHash, profile })),
  )
}
