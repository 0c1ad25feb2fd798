import { readRights } from '@lectern/domain/access/permissions'
import type { Prisma, ScheduledDeployment, ScheduledRelease } from '@lectern/domain/database'
import { canSeeEnvironment, canSeeInEnvironment, visiblePackagesFilter } from '../access/visible.ts'
import { type Context, callerOf } from '../context.ts'

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

/** Filters scheduled deployments to those that the caller may see, by the rule of `findVisibleSchedule`. */
export function visibleSchedulesFilter(context: Context): Prisma.ScheduledDeploymentWhereInput {
  const rights = readRights(callerOf(context))
  const named = [...new Set(rights.flatMap(({ environmentId }) => environmentId ?? []))]
  const allVisible = (environmentId: string) => ({
    releases: { every: { packageId: visiblePackagesFilter(context, environmentId) } },
  })
  // In an environment that no right names, only rights for every environment count.
  return {
    OR: [
      { environmentId: { notIn: named }, ...allVisible('') },
      ...named.map(environmentId => ({ environmentId, ...allVisible(environmentId) })),
    ],
  }
}
