import type { Attribution } from '../audit/actor.ts'
import type { Encoding, Package, Transcode, Tx } from '../database.ts'
import { conflict, notFound } from '../errors.ts'
import { type ExpectedVideo, expectedVideos, videoStatus } from './expected-videos.ts'
import { lockPackage } from '../transaction.ts'
import { type EncodingSettings, resumeRegardlessOfBudget } from './budget.ts'
import type { Change, Event } from '../audit/change.ts'
import { encodingsOf, openTranscode, type TranscodeStep, transcodeEvent } from './transcodes.ts'
import { retryEncoding } from './encoding-requests.ts'

// What people ask of a transcode: to stop, to spend more than the budget, to try one video again.

/** Asks an open transcode to stop; one that is over stays as it is. */
export async function cancelTranscode(tx: Tx, by: Attribution, id: string): Promise<Change<Transcode>> {
  const { pkg, transcode } = await lockTranscode(tx, id)
  if (transcode.finishedAt || transcode.cancelRequestedAt) return { result: transcode }
  const canceling = await tx.transcode.update({ where: { id }, data: { cancelRequestedAt: new Date() } })
  const words = `The videos of «${pkg.title}» are not to be made ready`
  return {
    result: canceling,
    events: [{ ...transcodeEvent(pkg, canceling, 'package.transcodeCancelRequested', words), by }],
  }
}

/** Lets a transcode that the budget holds go on whatever it costs. CONFLICT when nothing is held. */
export async function releaseBudgetHold(tx: Tx, by: Attribution, id: string): Promise<Change<TranscodeStep>> {
  const { pkg, transcode } = await lockTranscode(tx, id)
  const { result: resumed, events = [] } = await resumeRegardlessOfBudget(tx, pkg, transcode.id)
  if (resumed.length === 0) throw conflict(`The budget holds no video of «${pkg.title}».`)
  if (!transcode.finishedAt) await tx.transcode.update({ where: { id }, data: { status: 'RUNNING' } })
  const step = { finished: transcode.finishedAt !== null, encodings: await encodingsOf(tx, resumed) }
  return { result: step, events: events.map(event => ({ ...event, by })) }
}

/**
 * Tries one video again whose stream failed, was canceled, or was not begun before somebody stopped it; the others stand. Opens a transcode for it where none is open. CONFLICT when
 * there is nothing to try again.
 */
export async function retryVideo(
  tx: Tx,
  by: Attribution,
  videoId: string,
  encodingSettings: EncodingSettings,
): Promise<Change<Encoding>> {
  const found = await tx.video.findUnique({ where: { id: videoId } })
  if (!found) throw notFound('This video')
  const pkg = await lockPackage(tx, found.packageId)
  if (pkg.archivedAt) throw conflict(`«${pkg.title}» is archived. Restore it before you try its videos again.`)
  const videos = await expectedVideos(tx, pkg.id, encodingSettings.profile)
  const video = videos.find(candidate => candidate.videoId === videoId)
  if (!video) throw conflict(`${found.path} is no video of «${pkg.title}» any more.`)
  const open = await tx.transcode.findFirst({ where: { packageId: pkg.id, finishedAt: null } })
  requireRetryable(video, open !== null)
  const openedTranscode = open ? { result: open } : await openTranscode(tx, pkg, 1, true)
  const requester = { packageId: pkg.id, transcodeId: openedTranscode.result.id }
  const retried = await retryEncoding(tx, requester, video.contentHash, encodingSettings)
  if (!retried.result) throw conflict(`${video.path} is being made ready already.`)
  const retriedEvent: Event = {
    action: 'video.retried',
    subjectType: 'Video',
    subjectId: videoId,
    packageId: pkg.id,
    summary: `${video.path} is to be tried again`,
  }
  const events = [retriedEvent, ...(openedTranscode.events ?? []), ...(retried.events ?? [])]
  return { result: retried.result, events: events.map(event => ({ ...event, by })) }
}

/** @throws ToldError CONFLICT, saying why this video cannot be tried again */
function requireRetryable(video: ExpectedVideo, isTranscodeOpen: boolean): void {
  const { path, encodedAs, problem } = video
  if (encodedAs !== null) throw conflict(`${path} plays the stream of ${encodedAs}. Try that one again.`)
  if (problem !== null) throw conflict(`${problem} Replace ${path} in Dropbox and synchronise.`)
  const status = videoStatus(video)
  if (status === 'FAILED' || status === 'CANCELED' || (status === 'UPLOADED' && !isTranscodeOpen)) return
  const reasons = {
    READY: 'streams already',
    NOT_NEEDED: 'needs no stream',
    EXPECTED: 'has not arrived yet',
  } as Record<string, string>
  throw conflict(`${path} ${reasons[status] ?? 'is being made ready already'}.`)
}

async function lockTranscode(tx: Tx, id: string): Promise<{ pkg: Package; transcode: Transcode }> {
  const found = await tx.transcode.findUnique({ where: { id } })
  if (!found) throw notFound('This transcode')
  const pkg = await lockPackage(tx, found.packageId)
  return { pkg, transcode: await tx.transcode.findUniqueOrThrow({ where: { id } }) }
}
