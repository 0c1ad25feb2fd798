import type { Package, Tx } from '../database.ts'
import type { Problem } from '../errors.ts'
import { expectedVideos, videoStatus } from './expected-videos.ts'

/** What stands in the way of publishing the present draft, each with its mend; [] when nothing does. */
export async function draftBlockers(tx: Tx, pkg: Package, profile: string): Promise<Problem[]> {
  const running = await tx.syncRun.findFirst({ where: { packageId: pkg.id, finishedAt: null } })
  if (running)
    return [
      {
        code: 'SYNC_RUNNING',
        message: 'The package is being synchronised. Wait until that is over, look at the draft, then publish.',
        path: null,
      },
    ]
  const draft = await tx.draft.findUnique({
    where: { packageId_revision: { packageId: pkg.id, revision: pkg.revision } },
  })
  const blockers: Problem[] = []
  if (draft && !draft.settled)
    blockers.push({
      code: 'DRAFT_NOT_SETTLED',
      message: 'The last synchronisation did not come to its end. Synchronise once more, then publish.',
      path: null,
    })
  for (const video of await expectedVideos(tx, pkg.id, profile))
    if (videoStatus(video) === 'FAILED') blockers.push(videoFailed(video))
  return blockers
}

/** The blocker for a video that cannot be streamed. What went wrong with its job says the mend itself. */
export function videoFailed(video: { path: string; problem: string | null; failure: string | null }): Problem {
  const message =
    video.problem === null
      ? `${video.failure ?? 'It was stopped. Try it again.'} Then publish.`
      : `${video.problem} Replace the file in Dropbox, synchronise, then publish.`
  return {
    code: 'VIDEO_FAILED',
    message,
    path: video.path,
  }
}
