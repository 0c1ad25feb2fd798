import { change } from '@lectern/domain/audit/change'
import type { ScheduledDeployment } from '@lectern/domain/database'
import { forbidden, notFound } from '@lectern/domain/errors'
import { cancelSchedule } from '@lectern/domain/publish/scheduled-deployments'
import { isUuid } from '@lectern/domain/uuid'
import { clickTimeoutMs, tryWake } from '@lectern/workflows/wake'
import { permits } from '../access/permits.ts'
import { requireCaller } from '../access/require-package.ts'
import type { Context } from '../context.ts'
import { findVisibleSchedule } from './find-visible-schedule.ts'

/** Cancels a scheduled deployment. The caller must be allowed to deploy every package in it. */
export async function cancelScheduledDeployment(context: Context, id: string): Promise<ScheduledDeployment> {
  const { services, by } = context
  requireCaller(context)
  const scheduled = isUuid(id) ? await findVisibleSchedule(context, id) : null
  if (!scheduled) throw notFound('This scheduled deployment')
  const { environmentId, releases } = scheduled
  if (!releases.every(({ packageId }) => permits(context, { packageId, environmentId })))
    throw forbidden('cancel this scheduled deployment')
  const canceled = await change(services.database, by, tx => cancelSchedule(tx, id))
  await tryWake(services, { workflow: 'deploy', scheduledDeploymentId: id }, clickTimeoutMs)
  return canceled
}
