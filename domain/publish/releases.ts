import type { Attribution } from '../audit/actor.ts'
import type { Package, Publication, Tx } from '../database.ts'
import type { Problem } from '../errors.ts'
import { isStillPermitted } from '../access/still-permitted.ts'
import type { Event } from '../audit/change.ts'
import { deploy, deploymentProblems } from './deployments.ts'
import { publicationEvent } from './publications.ts'

/** A video of a release that is READY: which attempt it shows for ever. */
export type ReadyVideo = { videoId: string; path: string; encodingId: string; attempt: number }

/** What a release shows of its videos: streams, and, by path, files of the author's where somebody accepted that. */
export type ReleaseStreams = { ready: ReadyVideo[]; fallbacks: string[] }

/**
 * Records the release that a publication made, and deploys it: release, deployment, pointer and events are one transaction. When it may not be
 * shown any more nothing is recorded, and the problems say why.
 */
export async function completePublication(
  tx: Tx,
  pkg: Package,
  publication: Publication,
  { ready, fallbacks }: ReleaseStreams,
): Promise<{ problems: Problem[] } | { problems: null; events: Event[] }> {
  const { revision, environmentId } = publication
  const releaseKey = { packageId: pkg.id, number: publication.number! }
  const by: Attribution = { actor: publication.startedBy as Attribution['actor'] }
  const target = { pkg, environmentId, permission: 'package.publish' } as const
  const deployable = { ...releaseKey, revision, fallbackVideos: fallbacks, removedAt: null }
  const problems = await deploymentProblems(tx, by, target, deployable)
  const scope = { packageId: pkg.id, environmentId }
  if (fallbacks.length > 0 && !(await isStillPermitted(tx, by.actor, 'package.acceptFallback', scope)))
    problems.push({
      code: 'FORBIDDEN',
      message:
        'Whoever accepted files in place of streams may not do so any more. Somebody who may must publish again.',
      path: null,
    })
  if (problems.length > 0) return { problems }

  const sums = await tx.releaseFile.aggregate({
    where: { ...releaseKey, generated: false },
    _count: true,
    _sum: { bytes: true },
  })
  const release = await tx.release.create({
    data: {
      ...deployable,
      notes: publication.notes,
      createdBy: by.actor,
      fileCount: sums._count,
      bytes: sums._sum.bytes ?? 0n,
      publicationId: publication.id,
    },
  })
  await tx.releaseVideo.createMany({ data: ready.map(video => ({ ...video, releaseId: release.id })) })
  // From here on these rows keep their streams. One that the nightly removal marked a moment before is wished again at the next look.
  const streams = { id: { in: ready.map(({ encodingId }) => encodingId) } }
  if ((await tx.encoding.count({ where: { ...streams, removedAt: { not: null } } })) > 0)
    throw new Error(`A stream of release ${release.number} of ${pkg.slug} was removed in between`)
  const deployed = await deploy(tx, by, target, release)
  await tx.publication.update({
    where: { id: publication.id },
    data: { status: 'SUCCEEDED', finishedAt: new Date(), deploymentId: deployed.deployment.id },
  })
  const environment = await tx.environment.findUniqueOrThrow({ where: { id: environmentId } })
  const published = publicationEvent(
    pkg,
    publication,
    'package.published',
    `was published to ${environment.name} as release ${release.number}`,
  )
  return { problems: null, events: [{ ...published, by }, ...deployed.events] }
}
