import type { Attribution } from '@lectern/schema/actor'
import { change } from '@lectern/schema/changes/change'
import { cancelSchedule, requireSchedulable, scheduleDeployment as schedule } from '@lectern/schema/changes/schedule'
import type { Commands } from '@lectern/schema/context'
import type { ScheduledDeployment } from '@lectern/schema/database'
import { forbidden, notFound } from '@lectern/schema/errors'
import { type Caller, isPermitted } from '@lectern/schema/permissions'
import { isUuid } from '@lectern/schema/uuid'
import type { Services } from '../world.ts'
import { requireRelease } from './deploy-release.ts'
import { canSee, requireCaller } from './packages.ts'
import { requireEnvironment } from './require-environment.ts'
import { tryWake } from './wake.ts'

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
