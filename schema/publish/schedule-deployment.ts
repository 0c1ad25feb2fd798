import { change } from '@lectern/domain/audit/change'
import type { ScheduledDeployment } from '@lectern/domain/database'
import { forbidden } from '@lectern/domain/errors'
import { requireSchedulable, scheduleDeployment as schedule } from '@lectern/domain/publish/scheduled-deployments'
import { clickTimeoutMs, tryWake } from '@lectern/workflows/wake'
import { permits } from '../access/permits.ts'
import { requireEnvironment } from '../access/require-environment.ts'
import { requireCaller } from '../access/require-package.ts'
import type { Context } from '../context.ts'
import { requireRelease } from './require-release.ts'

type ScheduleInput = { environment: string; at: Date; releases: { package: string; release: number }[] }

/** Schedules releases to be shown in an environment from a set time, all of them or none. */
export async function scheduleDeployment(context: Context, input: ScheduleInput): Promise<ScheduledDeployment> {
  const { services, by } = context
  requireCaller(context)
  const environment = await requireEnvironment(context, input.environment)
  requireSchedulable(input.releases)
  const releases: { packageId: string; releaseId: string }[] = []
  for (const { package: slug, release: number } of input.releases) {
    const { pkg, release } = await requireRelease(context, slug, number)
    if (!permits(context, { packageId: pkg.id, environmentId: environment.id }))
      throw forbidden(`show "${slug}" in ${environment.name}`)
    releases.push({ packageId: pkg.id, releaseId: release.id })
  }
  const scheduled = await change(services.database, by, tx => schedule(tx, by, { environment, at: input.at, releases }))
  await tryWake(services, { workflow: 'deploy', scheduledDeploymentId: scheduled.id }, clickTimeoutMs)
  return scheduled
}
