import { change } from '@lectern/domain/audit/change'
import { forbidden, notFound } from '@lectern/domain/errors'
import { retryVideo as retry } from '@lectern/domain/transcode/transcode-controls'
import { isUuid } from '@lectern/domain/uuid'
import { permits } from '../access/permits.ts'
import { requireCaller } from '../access/require-package.ts'
import { canSeePackage } from '../access/visible.ts'
import type { Context } from '../context.ts'
import { wakeEncodings } from './wake-encodings.ts'

/** Retries one video whose encoding failed or was canceled, and wakes its workflow. */
export async function retryVideo(context: Context, id: string): Promise<void> {
  const { services, by } = context
  requireCaller(context)
  const video = isUuid(id) ? await services.database.video.findUnique({ where: { id } }) : null
  if (!video || !canSeePackage(context, video.packageId)) throw notFound('This video')
  const { packageId } = video
  if (!permits(context, { packageId })) throw forbidden('retry videos')
  const encoding = await change(services.database, by, tx => retry(tx, by, id, services.settings.encodingSettings))
  await wakeEncodings(services, packageId, [encoding])
}
