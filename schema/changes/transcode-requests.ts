import type { By } from '../actor.ts'
import type { Encoding, Package, Transcode, Tx } from '../database.ts'
import { conflict, notFound } from '../errors.ts'
import { type ExpectedVideo, expectedVideos, videoStatus } from '../reads/expected-videos.ts'
import { releaseHeld, type Terms } from './budget.ts'
import { type Event, lockPackage, type Outcome } from './change.ts'
import { encodingsOf, openTranscode, type TranscodeStep, transcodeEvent } from './transcode.ts'
import { wishAgain } from './wishes.ts'

// What people ask of a transcode: to stop, to spend more than the budget, to try one video again.

/** Asks an open transcode to stop; one that is over stays as it is. */
export async function cancelTranscode(tx: Tx, by: By, id: string): Promise<Outcome<Transcode>> {
  const { pkg, transcode } = await lockedTranscode(tx, id)
  if (transcode.finishedAt || transcode.cancelRequestedAt) return { result: transcode }
  const asked = await tx.transcode.update({ where: { id }, data: { cancelRequestedAt: new Date() } })
  const words = `The videos of «${pkg.title}» are not to be made ready`
  return { result: asked, events: [{ ...transcodeEvent(pkg, asked, 'package.transcodeCancelAsked', words), by }] }
}

/** Lets a transcode that the budget holds go on whatever it costs. CONFLICT when nothing is held. */
export async function releaseBudgetHold(tx: Tx, by: By, id: string): Promise<Outcome<TranscodeStep>> {
  const { pkg, transcode } = await lockedTranscode(tx, id)
  const { result: released, events = [] } = await releaseHeld(tx, pkg, transcode.id)
  if (released.length === 0) throw conflict(`The budget holds no video of «${pkg.title}».`)
  if (!transcode.finishedAt) await tx.transcode.update({ where: { id }, data: { status: 'RUNNING' } })
  const step = { finished: transcode.finishedAt !== null, encodings: await encodingsOf(tx, released) }
  return { result: step, events: events.map(event => ({ ...event, by })) }
}

/**
 * Tries one video again whose stream failed, was canceled, or was not begun before somebody stopped it; the others stand. Opens a transcode for it where none is open. CONFLICT when
 * there is nothing to try again.
 */
export async function retryVideo(tx: Tx, by: By, videoId: string, terms: Terms): Promise<Outcome<Encoding>> {
  const found = await tx.video.findUnique({ where: { id: videoId } })
  if (!found) throw notFound('This video')
  const pkg = await lockPackage(tx, found.packageId)
  if (pkg.archivedAt) throw conflict(`«${pkg.title}» is archived. Restore it before you try its videos again.`)
  const videos = await expectedVideos(tx, pkg.id, terms.profile)
  const video = videos.find(candidate => candidate.videoId === videoId)
  if (!video) throw conflict(`${found.path} is no video of «${pkg.title}» any more.`)
  const open = await tx.transcode.findFirst({ where: { packageId: pkg.id, finishedAt: null } })
  refuseRetry(video, open !== null)
  const opened = open ? { result: open } : await openTranscode(tx, pkg, 1, true)
  const wisher = { packageId: pkg.id, transcodeId: opened.result.id }
  const again = await wishAgain(tx, wisher, video.contentHash, terms)
  if (!again.result) throw conflict(`${video.path} is being made ready already.`)
  const asked: Event = {
    action: 'video.retried',
    subjectType: 'Video',
    subjectId: videoId,
    packageId: pkg.id,
    summary: `${video.path} is to be tried again`,
  }
  const events = [asked, ...(opened.events ?? []), ...(again.events ?? [])]
  return { result: again.result, events: events.map(event => ({ ...event, by })) }
}

/** @throws ToldError CONFLICT, saying why this video cannot be tried again */
function refuseRetry(video: ExpectedVideo, isWorkedOn: boolean): void {
  const { path, servedBy, problem } = video
  if (servedBy !== null) throw conflict(`${path} plays the stream of ${servedBy}. Try that one again.`)
  if (problem !== null) throw conflict(`${problem} Replace ${path} in Dropbox and synchronise.`)
  const status = videoStatus(video)
  if (status === 'FAILED' || status === 'CANCELED' || (status === 'UPLOADED' && !isWorkedOn)) return
  const words = { READY: 'streams already', NOT_NEEDED: 'needs no stream', EXPECTED: 'has not arrived yet' } as Record<
    string,
    string
  >
  throw conflict(`${path} ${words[status] ?? 'is being made ready already'}.`)
}

async function lockedTranscode(tx: Tx, id: string): Promise<{ pkg: Package; transcode: Transcode }> {
  const found = await tx.transcode.findUnique({ where: { id } })
  if (!found) throw notFound('This transcode')
  const pkg = await lockPackage(tx, found.packageId)
  return { pkg, transcode: await tx.transcode.findUniqueOrThrow({ where: { id } }) }
}
