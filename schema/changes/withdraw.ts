import type { By } from '../actor.ts'
import type { Environment, Tx } from '../database.ts'
import { type Event, lockPackage, type Outcome } from './change.ts'
import { endPublication } from './publication.ts'
import { cancelSchedulesOf } from './schedule.ts'

/**
 * Withdraws every number of a package from an environment, and cancels what would show one there again: open publications and scheduled
 * deployments. From the commit on nothing of it answers there. Done twice, the second time changes nothing.
 */
export async function withdraw(
  tx: Tx,
  by: By,
  packageId: string,
  environment: Environment,
): Promise<Outcome<Environment>> {
  const pkg = await lockPackage(tx, packageId)
  const there = { packageId, environmentId: environment.id }
  const events: Event[] = []
  const open = await tx.publication.findMany({ where: { ...there, finishedAt: null }, orderBy: { startedAt: 'asc' } })
  for (const publication of open) events.push(...(await endPublication(tx, pkg, publication, { status: 'CANCELED' })))
  events.push(...(await cancelSchedulesOf(tx, pkg, environment, `was taken out of ${environment.name}`)))

  const showing = await tx.showing.findUnique({
    where: { environmentId_packageId: { environmentId: environment.id, packageId } },
    include: { deployment: { include: { release: true } } },
  })
  await tx.showing.deleteMany({ where: there })
  const { count } = await tx.deployment.updateMany({
    where: { ...there, withdrawnAt: null },
    data: { withdrawnAt: new Date() },
  })
  if (count > 0)
    events.push({
      action: 'package.unpublished',
      subjectType: 'Environment',
      subjectId: environment.id,
      packageId,
      summary: `${environment.name} does not show «${pkg.title}» any more`,
      before: { release: showing?.deployment.release.number ?? null },
      after: { environment: environment.slug },
      by,
    })
  return { result: environment, events, packageIds: [packageId] }
}
