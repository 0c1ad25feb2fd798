import type { By } from '@lectern/schema/actor'
import { change } from '@lectern/schema/changes/change'
import { cancelSchedule, needSchedulable, scheduleDeployment as schedule } from '@lectern/schema/changes/schedule'
import type { Commands } from '@lectern/schema/context'
import type { ScheduledDeployment } from '@lectern/schema/database'
import { forbidden, notFound } from '@lectern/schema/errors'
import { type Caller, may } from '@lectern/schema/permissions'
import type { World } from '../world.ts'
import { visibleRelease } from './deploy-release.ts'
import { visibleEnvironment } from './environments.ts'
import { sees, signedIn } from './packages.ts'
import { isUuid } from './uuid.ts'
import { wakeSoon } from './wake.ts'

/** Has releases shown in an environment from a moment on, all of them or none. */
export async function scheduleDeployment(
  world: World,
  caller: Caller | null,
  by: By,
  input: Parameters<Commands['scheduleDeployment']>[0],
): Promise<ScheduledDeployment> {
  const somebody = signedIn(caller)
  const environment = await visibleEnvironment(world, somebody, input.environment)
  needSchedulable(input.releases)
  const releases: { packageId: string; releaseId: string }[] = []
  for (const { package: slug, release: number } of input.releases) {
    const { pkg, release } = await visibleRelease(world, somebody, slug, number)
    if (!may(somebody, 'package.deploy', { packageId: pkg.id, environmentId: environment.id }))
      throw forbidden(`show «${slug}» in ${environment.name}`)
    releases.push({ packageId: pkg.id, releaseId: release.id })
  }
  const scheduled = await change(world.database, by, tx => schedule(tx, by, { environment, at: input.at, releases }))
  await wakeSoon(world, { workflow: 'deploy', scheduledDeploymentId: scheduled.id })
  return scheduled
}

/** Takes back what is scheduled. */
export async function cancelScheduledDeployment(
  world: World,
  caller: Caller | null,
  by: By,
  id: string,
): Promise<ScheduledDeployment> {
  const somebody = signedIn(caller)
  const found = isUuid(id)
    ? await world.database.scheduledDeployment.findUnique({ where: { id }, include: { releases: true } })
    : null
  if (!found?.releases.every(({ packageId }) => sees(somebody, packageId))) throw notFound('This scheduled deployment')
  const { environmentId } = found
  if (!found.releases.every(({ packageId }) => may(somebody, 'package.deploy', { packageId, environmentId })))
    throw forbidden('take this back')
  const canceled = await change(world.database, by, tx => cancelSchedule(tx, id))
  await wakeSoon(world, { workflow: 'deploy', scheduledDeploymentId: id })
  return canceled
}
