import type { Environment, Package, Tx } from '../database.ts'
import type { Problem } from '../errors.ts'
import { expectedVideos, videoStatus } from './expected-videos.ts'
import { acceptedFallbacks, videoFailed } from './failed-videos.ts'
import { policyBlockers } from './policy.ts'
import { atRevision, type RevisionOf } from './revision.ts'

/**
 * What stands in the way of publishing the present draft to an environment, each with its file and mend; [] when nothing does. `accepted`: paths
 * of failed videos that are to play from the author's file.
 */
export async function draftBlockers(
  tx: Tx,
  pkg: Package,
  environment: Environment,
  accepted: string[],
  profile: string,
): Promise<Problem[]> {
  const running = await tx.syncRun.findFirst({ where: { packageId: pkg.id, finishedAt: null } })
  if (running)
    return [
      {
        code: 'SYNC_RUNNING',
        message: 'The package is being synchronised. Wait until that is over, look at the draft, then publish.',
        path: null,
      },
    ]
  const of = { packageId: pkg.id, revision: pkg.revision }
  const draft = await tx.draft.findUnique({ where: { packageId_revision: of } })
  const blockers: Problem[] = []
  if (draft && !draft.settled)
    blockers.push({
      code: 'DRAFT_NOT_SETTLED',
      message: 'The last synchronisation did not come to its end. Synchronise once more, then publish.',
      path: null,
    })
  blockers.push(...(await damagedFiles(tx, of)), ...(await policyBlockers(tx, environment, of)))
  const expected = await expectedVideos(tx, pkg.id, profile)
  const videos = expected.map(video => ({ ...video, status: video.encodingStatus }))
  const fallback = acceptedFallbacks(environment, accepted, videos)
  for (const video of videos) if (videoStatus(video) === 'FAILED' && !fallback(video)) blockers.push(videoFailed(video))
  return blockers
}

/** A list of blockers ends somewhere: one synchronisation mends all of these. */
const most = 100

async function damagedFiles(tx: Tx, of: RevisionOf): Promise<Problem[]> {
  const where = { ...atRevision(of), damaged: true }
  const files = await tx.draftFile.findMany({ where, orderBy: { path: 'asc' }, take: most })
  const message = 'Its bytes are gone. Synchronise, then publish.'
  return files.map(({ path }) => ({ code: 'FILE_DAMAGED', message, path }))
}
