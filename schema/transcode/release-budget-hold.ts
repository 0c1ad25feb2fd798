import { change } from '@lectern/domain/audit/change'
import type { Transcode } from '@lectern/domain/database'
import { releaseBudgetHold as release } from '@lectern/domain/transcode/transcode-controls'
import type { Context } from '../context.ts'
import { requireTranscode } from './require-transcode.ts'
import { wakeEncodings } from './wake-encodings.ts'

/** Lets a transcode that is paused for the budget continue. */
export async function releaseBudgetHold(context: Context, id: string): Promise<Transcode> {
  const { services, by } = context
  const { packageId } = await requireTranscode(context, id, 'spend more than the budget')
  const { encodings } = await change(services.database, by, tx => release(tx, by, id))
  await wakeEncodings(services, packageId, encodings)
  return services.database.transcode.findUniqueOrThrow({ where: { id } })
}
