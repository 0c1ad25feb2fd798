import type { ScheduledDeployment, ScheduledRelease } from '@lectern/domain/database'
import { canSeeEnvironment, canSeeInEnvironment } from '../access/visible.ts'
import type { Context } from '../context.ts'

/**
 * Finds a scheduled deployment. Null when there is none or the caller may not see it: its problems name all of its
 * packages, so the caller must be allowed to see each one in its environment.
 */
export async function findVisibleSchedule(
  context: Context,
  id: string,
): Promise<(ScheduledDeployment & { releases: ScheduledRelease[] }) | null> {
  const { scheduledDeployment } = context.services.database
  const schedule = await scheduledDeployment.findUnique({ where: { id }, include: { releases: true } })
  if (!schedule || !canSeeEnvironment(context, schedule.environmentId)) return null
  const { environmentId, releases } = schedule
  return releases.every(({ packageId }) => canSeeInEnvironment(context, { packageId, environmentId })) ? schedule : null
}
