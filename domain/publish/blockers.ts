import type { Environment, Package, Tx } from '../database.ts'
import type { Problem } from '../errors.ts'
import { atRevision, type DraftRevision } from '../files/content-version.ts'
import type { RootPage } from '../files/root-page.ts'
import { packageProblem, rootPageProblem } from '../findings/root-page-finding.ts'
import { expectedVideos, videoStatus } from '../transcode/expected-videos.ts'
import { acceptedFallbackFilter, videoFailedProblem } from '../transcode/failed-videos.ts'
import { maxBlockers, policyBlockers } from './policy.ts'

/**
 * The reasons why the current draft cannot be published to an environment, each with its file and fix. Empty if there
 * are none. `acceptedPaths`: failed videos that may play from the author's file.
 */
export async function draftBlockers(
  tx: Tx,
  pkg: Package,
  environment: Environment,
  acceptedPaths: string[],
  profile: string,
): Promise<Problem[]> {
  const openRun = await tx.syncRun.findFirst({ where: { packageId: pkg.id, finishedAt: null } })
  if (openRun)
    return [
      {
        code: 'SYNC_RUNNING',
        message: 'The package is being synchronized. Wait until that finishes, check the draft, then publish.',
        path: null,
      },
    ]
  const draftRevision = { packageId: pkg.id, revision: pkg.revision }
  const draft = await tx.draft.findUnique({ where: { packageId_revision: draftRevision } })
  const blockers: Problem[] = []
  if (draft && !draft.settled)
    blockers.push({
      code: 'DRAFT_NOT_SETTLED',
      message: 'The last synchronization did not finish. Synchronize again, then publish.',
      path: null,
    })
  blockers.push(
    ...(await damagedFileBlockers(tx, draftRevision)),
    ...(await policyBlockers(tx, environment, draftRevision)),
  )
  const expected = await expectedVideos(tx, pkg.id, profile)
  const videos = expected.map(video => ({ ...video, status: video.encodingStatus }))
  const isAcceptedFallback = acceptedFallbackFilter(environment, acceptedPaths, videos)
  for (const video of videos)
    if (videoStatus(video) === 'FAILED' && !isAcceptedFallback(video)) blockers.push(videoFailedProblem(video))
  return blockers
}

/** A package that does not open is never published, whatever the environment's policy says. */
export function rootPageBlockers(rootPage: RootPage): Problem[] {
  const finding = rootPageProblem(rootPage)
  return finding ? [packageProblem(finding)] : []
}

/** One synchronization repairs all damaged files, also those that are not listed. */
async function damagedFileBlockers(tx: Tx, draftRevision: DraftRevision): Promise<Problem[]> {
  const where = { ...atRevision(draftRevision), damaged: true }
  const files = await tx.draftFile.findMany({ where, orderBy: { path: 'asc' }, take: maxBlockers })
  const message = 'The stored file is missing. Synchronize, then publish.'
  return files.map(({ path }) => ({ code: 'FILE_DAMAGED', message, path }))
}
