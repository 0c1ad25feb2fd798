import type { Attribution } from '../audit/actor.ts'
import type { Environment, Tx } from '../database.ts'
import { lockPackage } from '../transaction.ts'
import type { Change, Event } from '../audit/change.ts'
import { endPublication } from './publications.ts'
import { cancelSchedulesOf } from './scheduled-deployments.ts'

/**
 * Withdraws every number of a package from an environment, and cancels what would show one there again: open publications and scheduled
 * deployments. From the commit on nothing of it answers there. Done twice, the second time changes nothing.
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
  events.push(...(await cancelSchedulesOf(tx, pkg, environment, `was taken out of ${environment.name}`)))

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
      summary: `${environment.name} does not show «${pkg.title}» any more`,
      before: { release: current?.deployment.release.number ?? null },
      after: { environment: environment.slug },
      by,
    })
  return { result: environment, events, affectedPackages: [packageId] }
}
