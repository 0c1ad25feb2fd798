import type { Attribution } from '../audit/actor.ts'
import type { Change, Event } from '../audit/change.ts'
import type { Environment, Tx } from '../database.ts'
import { lockPackage } from '../transaction.ts'
import { endPublication } from './publications.ts'
import { cancelSchedulesOf } from './scheduled-deployments.ts'

/**
 * Unpublishes all releases of a package from an environment, and cancels its open publications and scheduled
 * deployments there. The content host shows nothing of it there after the commit. A second call does nothing.
 */
export async function unpublish(
  tx: Tx,
  by: Attribution,
  packageId: string,
  environment: Environment,
): Promise<Change<Environment>> {
  const pkg = await lockPackage(tx, packageId)
  const scope = { packageId, environmentId: environment.id }
  const events: Event[] = []
  const open = await tx.publication.findMany({ where: { ...scope, finishedAt: null }, orderBy: { startedAt: 'asc' } })
  for (const publication of open) events.push(...(await endPublication(tx, pkg, publication, { status: 'CANCELED' })))
  events.push(...(await cancelSchedulesOf(tx, pkg, environment, `was unpublished from ${environment.name}`)))

  const current = await tx.currentDeployment.findUnique({
    where: { environmentId_packageId: { environmentId: environment.id, packageId } },
    include: { deployment: { include: { release: true } } },
  })
  await tx.currentDeployment.deleteMany({ where: scope })
  const { count } = await tx.deployment.updateMany({
    where: { ...scope, unpublishedAt: null },
    data: { unpublishedAt: new Date() },
  })
  if (count > 0)
    events.push({
      action: 'package.unpublished',
      subjectType: 'Environment',
      subjectId: environment.id,
      packageId,
      environmentId: environment.id,
      summary: `Unpublished "${pkg.title}" from ${environment.name}`,
      before: { release: current?.deployment.release.number ?? null },
      after: { environment: environment.slug },
      by,
    })
  return { result: environment, events, affectedPackages: [packageId] }
}
