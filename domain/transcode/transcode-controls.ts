import type { Attribution } from '../audit/actor.ts'
import type { Change, Event } from '../audit/change.ts'
import type { Encoding, Package, Transcode, Tx } from '../database.ts'
import { conflict, notFound } from '../errors.ts'
import { lockActivePackage, lockPackage, requireNotArchived } from '../transaction.ts'
import { resumeRegardlessOfBudget } from './cost/budget.ts'
import { retryEncoding } from './encoding-requests.ts'
import type { EncodingSettings } from './encoding-settings.ts'
import { type ExpectedVideo, expectedVideos, videoStatus } from './expected-videos.ts'
import { fileFaultCode } from './failed-videos.ts'
import { encodingsOf, openTranscode, type TranscodeStep, transcodeEvent } from './transcodes.ts'

/** Requests the cancellation of an open transcode. Does nothing if it has ended. */
export async function cancelTranscode(tx: Tx, by: Attribution, id: string): Promise<Change<Transcode>> {
  const { pkg, transcode } = await lockTranscode(tx, id)
  if (transcode.finishedAt || transcode.cancelRequestedAt) return { result: transcode }
  const canceling = await tx.transcode.update({ where: { id }, data: { cancelRequestedAt: new Date() } })
  const summary = `Asked to cancel the encoding of "${pkg.title}"`
  return {
    result: canceling,
    events: [{ ...transcodeEvent(pkg, canceling, 'package.transcodeCancelRequested', summary), by }],
  }
}

/**
 * Resumes the videos of a transcode that are paused for the budget, at any cost. CONFLICT if none is paused, or if the
 * package is archived.
 */
export async function releaseBudgetHold(tx: Tx, by: Attribution, id: string): Promise<Change<TranscodeStep>> {
  const { pkg, transcode } = await lockTranscode(tx, id)
  requireNotArchived(pkg, 'encode its videos')
  const { result: resumed, events = [] } = await resumeRegardlessOfBudget(tx, pkg, transcode.id)
  if (resumed.length === 0) throw conflict(`No video of "${pkg.title}" is paused for the budget.`)
  if (!transcode.finishedAt) await tx.transcode.update({ where: { id }, data: { status: 'RUNNING' } })
  const step = { finished: transcode.finishedAt !== null, encodings: await encodingsOf(tx, resumed) }
  return { result: step, events: events.map(event => ({ ...event, by })) }
}

/**
 * Retries the encoding of one video that failed, was canceled, or had not started when the transcode was canceled.
 * Other videos are not retried. Opens a transcode if none is open. CONFLICT if there is nothing to retry.
 */
export async function retryVideo(
  tx: Tx,
  by: Attribution,
  videoId: string,
  encodingSettings: EncodingSettings,
): Promise<Change<Encoding>> {
  const found = await tx.video.findUnique({ where: { id: videoId } })
  if (!found) throw notFound('This video')
  const pkg = await lockActivePackage(tx, found.packageId, 'retry its videos')
  const videos = await expectedVideos(tx, pkg.id, encodingSettings.profile)
  const video = videos.find(candidate => candidate.videoId === videoId)
  if (!video) throw conflict(`${found.path} is no longer a video of "${pkg.title}".`)
  const open = await tx.transcode.findFirst({ where: { packageId: pkg.id, finishedAt: null } })
  requireRetryable(video, open !== null)
  const openedTranscode = open ? { result: open } : await openTranscode(tx, pkg, 1, true)
  const requester = { packageId: pkg.id, transcodeId: openedTranscode.result.id }
  const retried = await retryEncoding(tx, requester, video.contentHash, encodingSettings)
  if (!retried.result) throw conflict(`${video.path} is already being encoded.`)
  const retriedEvent: Event = {
    action: 'video.retried',
    subjectType: 'Video',
    subjectId: videoId,
    packageId: pkg.id,
    summary: `Requested a retry of ${video.path}`,
  }
  const events = [retriedEvent, ...(openedTranscode.events ?? []), ...(retried.events ?? [])]
  return { result: retried.result, events: events.map(event => ({ ...event, by })) }
}

/** @throws ClientError CONFLICT with the reason why this video cannot be retried */
function requireRetryable(video: ExpectedVideo, isTranscodeOpen: boolean): void {
  const { path, encodedAs, problem } = video
  if (encodedAs !== null) throw conflict(`${path} plays the encoding of ${encodedAs}. Retry that video instead.`)
  if (problem !== null) throw conflict(`${problem} Replace ${path} in Dropbox, then synchronize.`)
  const status = videoStatus(video)
  if (status === 'FAILED' && video.failureCode === fileFaultCode)
    throw conflict(`${video.failure} Replace ${path} in Dropbox, then synchronize.`)
  if (status === 'FAILED' || status === 'CANCELED' || (status === 'UPLOADED' && !isTranscodeOpen)) return
  const reasons = {
    READY: 'is already encoded',
    NOT_NEEDED: 'does not need to be encoded',
    EXPECTED: 'has not arrived yet',
  } as Record<string, string>
  throw conflict(`${path} ${reasons[status] ?? 'is already being encoded'}.`)
}

async function lockTranscode(tx: Tx, id: string): Promise<{ pkg: Package; transcode: Transcode }> {
  const found = await tx.transcode.findUnique({ where: { id } })
  if (!found) throw notFound('This transcode')
  const pkg = await lockPackage(tx, found.packageId)
  return { pkg, transcode: await tx.transcode.findUniqueOrThrow({ where: { id } }) }
}
