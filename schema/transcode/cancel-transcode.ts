import { change } from '@lectern/domain/audit/change'
import type { Transcode } from '@lectern/domain/database'
import { cancelTranscode as cancel } from '@lectern/domain/transcode/transcode-controls'
import type { Context } from '../context.ts'
import { requireTranscode } from './require-transcode.ts'
import { wakeEncodings } from './wake-encodings.ts'

/** Asks a transcode to stop. One that has finished stays as it is. */
export async function cancelTranscode(context: Context, id: string): Promise<Transcode> {
  const { services, by } = context
  const { packageId } = await requireTranscode(context, id, 'cancel this transcode')
  const transcode = await change(services.database, by, tx => cancel(tx, by, id))
  await wakeEncodings(services, packageId, [])
  return transcode
}
