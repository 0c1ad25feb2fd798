import { isStillPermitted } from '../access/current-caller.ts'
import type { Attribution } from '../audit/actor.ts'
import type { Event } from '../audit/change.ts'
import type { Package, Publication, Tx } from '../database.ts'
import type { Problem } from '../errors.ts'
import { filesHash } from '../files/files-hash.ts'
import { deploy, deploymentProblems } from './deployments.ts'
import { publicationEvent } from './publications.ts'

/** A READY video of a release, and the attempt that the release always shows. */
export type ReadyVideo = { videoId: string; path: string; encodingId: string; attempt: number }

/** What a release plays: encodings, and the paths of failed videos whose author's files a person accepted. */
export type ReleaseStreams = { ready: ReadyVideo[]; fallbacks: string[] }

/**
 * Creates the release of a publication and deploys it, in one transaction. Returns problems instead, and records
 * nothing, if it can no longer be deployed.
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
  const { rootPage } = publication
  if (rootPage === null) throw new Error(`Publication ${publication.id} has no root page`)
  const deployable = { ...releaseKey, revision, fallbackVideos: fallbacks, removedAt: null }
  const problems = await deploymentProblems(tx, by, target, deployable)
  const scope = { packageId: pkg.id, environmentId }
  if (fallbacks.length > 0 && !(await isStillPermitted(tx, by.actor, 'package.acceptFallback', scope)))
    problems.push({
      code: 'FORBIDDEN',
      message:
        'The person who accepted fallbacks for failed videos no longer has that permission. Ask a person who has it to publish again.',
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
      rootPage,
      notes: publication.notes,
      createdBy: by.actor,
      fileCount: sums._count,
      bytes: sums._sum.bytes ?? 0n,
      filesHash: await filesHash(tx, releaseKey),
      publicationId: publication.id,
    },
  })
  await tx.releaseVideo.createMany({ data: ready.map(video => ({ ...video, releaseId: release.id })) })
  // These rows now keep their encodings. If the cleanup just removed one, the next step requests it again.
  const readyEncodings = { id: { in: ready.map(({ encodingId }) => encodingId) } }
  if ((await tx.encoding.count({ where: { ...readyEncodings, removedAt: { not: null } } })) > 0)
    throw new Error(`An encoding of release ${release.number} of ${pkg.slug} was removed in the meantime`)
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
    `Published "${pkg.title}" to ${environment.name} as release ${release.number}`,
  )
  return { problems: null, events: [{ ...published, by }, ...deployed.events] }
}
