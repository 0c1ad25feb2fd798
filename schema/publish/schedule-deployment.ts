import type { Attribution } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { cancelSchedule, requireSchedulable, scheduleDeployment as schedule } from '@lectern/domain/publish/scheduled-deployments'
import type { Commands } from '../context.ts'
import type { ScheduledDeployment } from '@lectern/domain/database'
import { forbidden, notFound } from '@lectern/domain/errors'
import { type Caller, isPermitted } from '@lectern/domain/access/permissions'
import { isUuid } from '@lectern/domain/uuid'
import type { Services } from '@lectern/server/open-services'
import { requireRelease } from './deploy-release.ts'
import { canSee, requireCaller } from '../access/require-package.ts'
import { requireEnvironment } from '../access/require-environment.ts'
import { tryWake } from '../wake.ts'

/** Has releases shown in an environment from a moment on, all of them or none. */
export async function scheduleDeployment(
  services: Services,
  caller: Caller | null,
  by: Attribution,
  input: Parameters<Commands['scheduleDeployment']>[0],
): Promise<ScheduledDeployment> {
  const signedInCaller = requireCaller(caller)
  const environment = await requireEnvironment(services, signedInCaller, input.environment)
  requireSchedulable(input.releases)
  const releases: { packageId: string; releaseId: string }[] = []
  for (const { package: slug, release: number } of input.releases) {
    const { pkg, release } = await requireRelease(services, signedInCaller, slug, number)
    if (!isPermitted(signedInCaller, 'package.deploy', { packageId: pkg.id, environmentId: environment.id }))
      throw forbidden(`show «${slug}» in ${environment.name}`)
    releases.push({ packageId: pkg.id, releaseId: release.id })
  }
  const scheduled = await change(services.database, by, tx => schedule(tx, by, { environment, at: input.at, releases }))
  await tryWake(services, { workflow: 'deploy', scheduledDeploymentId: scheduled.id })
  return scheduled
}

/** Takes back what is scheduled. */
export async function cancelScheduledDeployment(
  services: Services,
  caller: Caller | null,
  by: Attribution,
  id: string,
): Promise<ScheduledDeployment> {
  const signedInCaller = requireCaller(caller)
  const found = isUuid(id)
    ? await services.database.scheduledDeployment.findUnique({ where: { id }, include: { releases: true } })
    : null
  if (!found?.releases.every(({ packageId }) => canSee(signedInCaller, packageId)))
    throw notFound('This scheduled deployment')
  const { environmentId } = found
  if (
    !found.releases.every(({ packageId }) =>
      isPermitted(signedInCaller, 'package.deploy', { packageId, environmentId }),
    )
  )
    throw forbidden('take this back')
  const canceled = await change(services.database, by, tx => cancelSchedule(tx, id))
  await tryWake(services, { workflow: 'deploy', scheduledDeploymentId: id })
  return canceled
}
