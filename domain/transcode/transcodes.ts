import type { Action } from '../audit/actions.ts'
import { systemActor } from '../audit/actor.ts'
import type { Change, Event } from '../audit/change.ts'
import type { Encoding, Package, SyncRun, Transcode, Tx } from '../database.ts'
import type { Problem } from '../errors.ts'
import { formatCount } from '../format-count.ts'
import { lockPackage } from '../transaction.ts'
import { resumeIfWithinBudget } from './cost/budget.ts'
import { dropRequests, hashesToEncode, requestEncodings } from './encoding-requests.ts'
import type { EncodingSettings } from './encoding-settings.ts'
import { type ExpectedVideo, expectedVideos, videoStatus } from './expected-videos.ts'
import { hasOpenAttempt, type RenewalOutcome, renewalOutcome, requestRenewals } from './reencode/request-renewals.ts'

/**
 * The result of one step of a transcode: whether it has finished, and the encodings whose workflows the caller must
 * wake. `withoutEstimate`: a video just arrived, and its cost must be known before its encoding is requested.
 */
export type TranscodeStep = { finished: boolean; encodings: Encoding[]; withoutEstimate?: true }

/**
 * Compares the expected videos with those that are there, and advances the transcode as far as possible. Drops requests
 * for videos that are no longer expected. Requests the encodings, one for each content hash, when every video has
 * arrived. Resumes paused attempts that fit into the budget. Ends the transcode when every video has an outcome. Safe
 * to call again.
 */
export async function advanceTranscode(
  tx: Tx,
  transcode: Transcode,
  encodingSettings: EncodingSettings,
): Promise<Change<TranscodeStep>> {
  const pkg = await lockPackage(tx, transcode.packageId)
  const current = await tx.transcode.findUniqueOrThrow({ where: { id: transcode.id } })
  if (current.finishedAt) return { result: { finished: true, encodings: [] } }
  if (current.cancelRequestedAt) return endCanceled(tx, pkg, current)

  let videos = await expectedVideos(tx, pkg.id, encodingSettings.profile)
  const encodings = await dropRequests(tx, { transcodeId: current.id }, hashesToEncode(videos))
  const unfinished = { result: { finished: false, encodings }, affectedPackages: [pkg.id] }
  if (videos.some(video => videoStatus(video) === 'EXPECTED')) return unfinished

  if (videos.some(hasNoEstimate)) return { ...unfinished, result: { ...unfinished.result, withoutEstimate: true } }

  const decidedVideos = videos.filter(video => !video.undecided)
  const requester = { packageId: pkg.id, transcodeId: current.id }
  const ordinary = await requestEncodings(tx, requester, decidedVideos, encodingSettings, {
    keepCanceled: current.retrying,
  })
  const renewals = await requestRenewals(tx, current, decidedVideos, encodingSettings)
  const requested = {
    result: [...ordinary.result, ...renewals.result],
    events: [...(ordinary.events ?? []), ...(renewals.events ?? [])],
  }
  const resumed = await resumeIfWithinBudget(tx, pkg.id, encodingSettings)
  encodings.push(
    ...requested.result,
    ...(await encodingsOf(tx, [...resumed, ...(await attemptsWithoutJob(tx, current))])),
  )
  const { events } = requested
  // The new attempts changed the statuses that we read above.
  if (requested.result.length > 0) videos = await expectedVideos(tx, pkg.id, encodingSettings.profile)
  if (videos.every(isOver) && !(current.reencoding && (await hasOpenAttempt(tx, current)))) {
    events.push(await endTranscode(tx, pkg, current, videos, encodingSettings))
    return { result: { finished: true, encodings }, events }
  }
  events.push(...(await recordBudgetPause(tx, pkg, current)))
  return { ...unfinished, events }
}

const hasNoEstimate = ({ problem, encodedAs, playsFromFile, encodingStatus, estimateMicros }: ExpectedVideo) =>
  problem === null && encodedAs === null && !playsFromFile && encodingStatus === null && estimateMicros === null

const isOver = (video: ExpectedVideo) =>
  !video.undecided && ['READY', 'NOT_NEEDED', 'FAILED', 'CANCELED'].includes(videoStatus(video))

/**
 * Attempts without a job one minute after they were opened, because their wake-up may be lost. Returns at most 300, as
 * many as can start before the next step.
 */
const attemptsWithoutJob = (tx: Tx, { id }: Transcode) =>
  tx.attempt.findMany({
    where: {
      ...{ finishedAt: null, pausedAt: null, jobRequestedAt: null, startedAt: { lt: new Date(Date.now() - 60_000) } },
      encoding: { encodingRequests: { some: { transcodeId: id, droppedAt: null } } },
    },
    orderBy: { startedAt: 'asc' },
    take: 300,
  })

/** Loads the encodings of these attempts. */
export const encodingsOf = (tx: Tx, attempts: { encodingId: string }[]): Promise<Encoding[]> =>
  tx.encoding.findMany({ where: { id: { in: attempts.map(({ encodingId }) => encodingId) } } })

async function endTranscode(
  tx: Tx,
  pkg: Package,
  transcode: Transcode,
  videos: ExpectedVideo[],
  { profile }: EncodingSettings,
): Promise<Event> {
  const failed = videos.filter(video => ['FAILED', 'CANCELED'].includes(videoStatus(video))).length
  const renewals = transcode.reencoding ? await renewalOutcome(tx, transcode, profile) : { renewed: 0, notRenewed: 0 }
  const isFailed = failed > 0 || renewals.notRenewed > 0
  const status = isFailed ? 'FAILED' : 'SUCCEEDED'
  await tx.transcode.update({ where: { id: transcode.id }, data: { status, finishedAt: new Date() } })
  const summary =
    failed > 0
      ? `Could not encode ${failed} of ${formatCount(videos.length, 'video')} of "${pkg.title}"`
      : transcode.reencoding
        ? renewalSummary(pkg, renewals)
        : videos.length === 0
          ? `Found no video to encode in "${pkg.title}"`
          : `All videos of "${pkg.title}" are ready to stream`
  const action = isFailed ? 'package.transcodeFailed' : 'package.transcodeSucceeded'
  const counts = { videos: videos.length, failed, ...(transcode.reencoding && renewals) }
  return transcodeEvent(pkg, transcode, action, summary, counts)
}

function renewalSummary({ title }: Package, { renewed, notRenewed }: RenewalOutcome): string {
  if (notRenewed === 0) return `Encoded ${formatCount(renewed, 'video')} of "${title}" again`
  const total = formatCount(renewed + notRenewed, 'video')
  return `Could not encode ${notRenewed} of ${total} of "${title}" again. The earlier streams stay in use`
}

/** Records whether attempts of this transcode are paused for the budget. */
async function recordBudgetPause(tx: Tx, pkg: Package, transcode: Transcode): Promise<Event[]> {
  const ofTranscode = { encoding: { encodingRequests: { some: { transcodeId: transcode.id, droppedAt: null } } } }
  const paused = await tx.attempt.aggregate({
    where: { finishedAt: null, pausedAt: { not: null }, ...ofTranscode },
    _count: true,
    _sum: { estimateMicros: true },
  })
  const status = paused._count > 0 ? 'WAITING_FOR_BUDGET' : 'RUNNING'
  if (status === transcode.status) return []
  await tx.transcode.update({ where: { id: transcode.id }, data: { status } })
  if (status === 'RUNNING') return []
  const summary = `Paused the videos of "${pkg.title}": they do not fit into this month's budget`
  const after = { jobs: paused._count, estimateMicros: Number(paused._sum.estimateMicros ?? 0n) }
  return [transcodeEvent(pkg, transcode, 'package.transcodePaused', summary, after)]
}

/**
 * Ends the open transcode of a package with the reason why a service refuses what it needs. Returns the encodings that
 * it requested, which the caller must wake. Does nothing if there is no open one.
 */
export async function failTranscode(tx: Tx, packageId: string, error: Problem): Promise<Change<Encoding[]>> {
  const pkg = await lockPackage(tx, packageId)
  const transcode = await tx.transcode.findFirst({ where: { packageId, finishedAt: null } })
  if (!transcode) return { result: [] }
  const encodings = await dropRequests(tx, { transcodeId: transcode.id })
  const data = { status: 'FAILED', finishedAt: new Date(), error } as const
  await tx.transcode.update({ where: { id: transcode.id }, data })
  const summary = `Could not encode the videos of "${pkg.title}": ${error.message}`
  return {
    result: encodings,
    events: [transcodeEvent(pkg, transcode, 'package.transcodeFailed', summary, { error })],
  }
}

async function endCanceled(tx: Tx, pkg: Package, transcode: Transcode): Promise<Change<TranscodeStep>> {
  const encodings = await dropRequests(tx, { transcodeId: transcode.id })
  await tx.transcode.update({ where: { id: transcode.id }, data: { status: 'CANCELED', finishedAt: new Date() } })
  const summary = `Canceled the encoding of "${pkg.title}"`
  return {
    result: { finished: true, encodings },
    events: [transcodeEvent(pkg, transcode, 'package.transcodeCanceled', summary)],
  }
}

/**
 * Opens a transcode. The package must have no open one. `retrying`: it is for single videos, and other canceled videos
 * stay canceled.
 */
export async function openTranscode(
  tx: Tx,
  pkg: Package,
  videos: number,
  retrying = false,
): Promise<Change<Transcode>> {
  const transcode = await tx.transcode.create({ data: { packageId: pkg.id, retrying } })
  const summary = `Started encoding ${formatCount(videos, 'video')} of "${pkg.title}"`
  return {
    result: transcode,
    events: [transcodeEvent(pkg, transcode, 'package.transcodeStarted', summary, { videos })],
  }
}

/**
 * Opens a transcode for the draft of a run if one of its videos has no encoding and none in progress. That happens
 * after an earlier transcode was canceled, or when pages no longer show the video as decoration. Does nothing if a person canceled the transcode of this run.
 */
export async function openTranscodeForDraft(tx: Tx, run: SyncRun, profile: string): Promise<Event[]> {
  const { packageId } = run
  const pkg = await lockPackage(tx, packageId)
  const videos = await expectedVideos(tx, packageId, profile)
  const unencodedVideos = videos.filter(video => ['UPLOADED', 'CANCELED'].includes(videoStatus(video)))
  if (unencodedVideos.length === 0 || pkg.archivedAt || (await hasCanceledTranscode(tx, run))) return []
  if ((await tx.transcode.count({ where: { packageId, finishedAt: null } })) > 0) return []
  const { events = [] } = await openTranscode(tx, pkg, unencodedVideos.length)
  return events
}

/** Whether a transcode was canceled after this run was last requested. */
export async function hasCanceledTranscode(tx: Tx, { packageId, requestedAt }: SyncRun): Promise<boolean> {
  const canceled = { packageId, cancelRequestedAt: { gte: requestedAt } }
  return (await tx.transcode.count({ where: canceled })) > 0
}

/** An event about a transcode, attributed to Lectern itself. */
export function transcodeEvent(
  pkg: Package,
  transcode: Transcode,
  action: Action,
  summary: string,
  after?: object,
): Event {
  const subject = { subjectType: 'Transcode', subjectId: transcode.id, packageId: pkg.id }
  return { action, ...subject, summary, ...(after && { after }), by: systemActor }
}
