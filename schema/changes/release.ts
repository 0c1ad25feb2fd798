import type { By } from '../actor.ts'
import type { Deployment, Environment, Package, Publication, Release, Tx } from '../database.ts'
import type { Event } from './change.ts'
import { publicationEvent } from './publication.ts'

/** A video of a release that is READY: which attempt it shows for ever. */
export type ReadyVideo = { videoId: string; path: string; encodingId: string; attempt: number }

/** Records the release that a publication made, and deploys it: release, deployment, pointer and events are one transaction. */
export async function completePublication(
  tx: Tx,
  pkg: Package,
  publication: Publication,
  videos: ReadyVideo[],
): Promise<Event[]> {
  const own = { packageId: pkg.id, number: publication.number! }
  const sums = await tx.releaseFile.aggregate({ where: { ...own, own: false }, _count: true, _sum: { bytes: true } })
  const release = await tx.release.create({
    data: {
      ...own,
      revision: publication.revision,
      notes: publication.notes,
      createdBy: publication.startedBy as By['actor'],
      fileCount: sums._count,
      bytes: sums._sum.bytes ?? 0n,
      publicationId: publication.id,
    },
  })
  await tx.releaseVideo.createMany({ data: videos.map(video => ({ ...video, releaseId: release.id })) })
  const environment = await tx.environment.findUniqueOrThrow({ where: { id: publication.environmentId } })
  const by: By = { actor: publication.startedBy as By['actor'] }
  const { deployment, event } = await deploy(tx, by, pkg, environment, release)
  await tx.publication.update({
    where: { id: publication.id },
    data: { status: 'SUCCEEDED', finishedAt: new Date(), deploymentId: deployment.id },
  })
  const published = publicationEvent(
    pkg,
    publication,
    'package.published',
    `was published to ${environment.name} as release ${release.number}`,
  )
  return [{ ...published, by }, event]
}

/** Moves an environment's pointer to a release: from the commit on, that is what it shows. */
async function deploy(
  tx: Tx,
  by: By,
  pkg: Package,
  environment: Environment,
  release: Release,
): Promise<{ deployment: Deployment; event: Event }> {
  const where = { environmentId_packageId: { environmentId: environment.id, packageId: pkg.id } }
  const before = await tx.showing.findUnique({ where, include: { deployment: { include: { release: true } } } })
  const deployment = await tx.deployment.create({
    data: { packageId: pkg.id, environmentId: environment.id, releaseId: release.id, deployedBy: by.actor },
  })
  const shown = { deploymentId: deployment.id }
  await tx.showing.upsert({
    where,
    update: shown,
    create: { environmentId: environment.id, packageId: pkg.id, ...shown },
  })
  const event: Event = {
    action: 'release.deployed',
    subjectType: 'Deployment',
    subjectId: deployment.id,
    packageId: pkg.id,
    summary: `${environment.name} shows release ${release.number} of «${pkg.title}»`,
    before: before ? { release: before.deployment.release.number } : undefined,
    after: { release: release.number, environment: environment.slug },
    by,
  }
  return { deployment, event }
}
