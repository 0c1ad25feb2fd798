import { systemActor } from '../audit/actor.ts'
import type { Encoding, Package, SyncRun, Transcode, Tx } from '../database.ts'
import { type ExpectedVideo, expectedVideos, videoStatus } from './expected-videos.ts'
import { lockPackage } from '../transaction.ts'
import type { Action } from '../audit/actions.ts'
import { type EncodingSettings, resumeIfWithinBudget } from './budget.ts'
import type { Change, Event } from '../audit/change.ts'
import { dropRequests, hashesToEncode, requestEncodings } from './encoding-requests.ts'

/**
 * Where a transcode stands after a look: the encodings whose workflows are to be woken, and whether it is over. `unpriced`: a video arrived just
 * now; what its job costs must be known before it is wished.
 */
export type TranscodeStep = { finished: boolean; encodings: Encoding[]; withoutEstimate?: true }

/**
 * Compares what should be there with what is there, and goes as far as that allows: what is expected no more is let go; once every video has
 * arrived, the streams are wished, one for each content hash; what the budget held is released when it fits; once all have an outcome, it is
 * over. Asked twice, it does nothing twice.
 */
export async function advanceTranscode(
  tx: Tx,
  transcode: Transcode,
  encodingSettings: EncodingSettings,
): Promise<Change<TranscodeStep>> {
  const pkg = await lockPackage(tx, transcode.packageId)
  const present = await tx.transcode.findUniqueOrThrow({ where: { id: transcode.id } })
  if (present.finishedAt) return { result: { finished: true, encodings: [] } }
  if (present.cancelRequestedAt) return endCanceled(tx, pkg, present)

  let videos = await expectedVideos(tx, pkg.id, encodingSettings.profile)
  const encodings = await dropRequests(tx, { transcodeId: present.id }, hashesToEncode(videos))
  const unfinished = { result: { finished: false, encodings }, affectedPackages: [pkg.id] }
  if (videos.some(video => videoStatus(video) === 'EXPECTED')) return unfinished

  if (videos.some(hasNoEstimate)) return { ...unfinished, result: { ...unfinished.result, withoutEstimate: true } }

  const decidedVideos = videos.filter(video => !video.decorationUnknown)
  const requester = { packageId: pkg.id, transcodeId: present.id }
  const requested = await requestEncodings(tx, requester, decidedVideos, encodingSettings, {
    canceledStay: present.retrying,
  })
  const resumed = await resumeIfWithinBudget(tx, pkg.id, encodingSettings)
  encodings.push(
    ...requested.result,
    ...(await encodingsOf(tx, [...resumed, ...(await attemptsWithoutJob(tx, present))])),
  )
  const events = requested.events ?? []
  // What was begun is no more as it was read.
  if (requested.result.length > 0) videos = await expectedVideos(tx, pkg.id, encodingSettings.profile)
  if (videos.every(isOver)) {
    events.push(await endTranscode(tx, pkg, present, videos))
    return { result: { finished: true, encodings }, events }
  }
  events.push(...(await recordBudgetPause(tx, pkg, present)))
  return { ...unfinished, events }
}

const hasNoEstimate = ({ problem, encodedAs, decorative, encodingStatus, estimateMicros }: ExpectedVideo) =>
  problem === null && encodedAs === null && !decorative && encodingStatus === null && estimateMicros === null

const isOver = (video: ExpectedVideo) =>
  !video.decorationUnknown && ['READY', 'NOT_NEEDED', 'FAILED', 'CANCELED'].includes(videoStatus(video))

/** Attempts for which nobody has asked for a job since a minute: their wake-up may be lost. So many at a time as are begun until the next look. */
const attemptsWithoutJob = (tx: Tx, { id }: Transcode) =>
  tx.attempt.findMany({
    where: {
      ...{ finishedAt: null, pausedAt: null, jobRequestedAt: null, startedAt: { lt: new Date(Date.now() - 60_000) } },
      encoding: { encodingRequests: { some: { transcodeId: id, droppedAt: null } } },
    },
    orderBy: { startedAt: 'asc' },
    take: 300,
  })

/** The encodings of attempts. */
export const encodingsOf = (tx: Tx, attempts: { encodingId: string }[]): Promise<Encoding[]> =>
  tx.encoding.findMany({ where: { id: { in: attempts.map(({ encodingId }) => encodingId) } } })

async function endTranscode(tx: Tx, pkg: Package, transcode: Transcode, videos: ExpectedVideo[]): Promise<Event> {
  const failed = videos.filter(video => ['FAILED', 'CANCELED'].includes(videoStatus(video))).length
  const status = failed > 0 ? 'FAILED' : 'SUCCEEDED'
  await tx.transcode.update({ where: { id: transcode.id }, data: { status, finishedAt: new Date() } })
  const words =
    failed > 0
      ? `${failed} of ${videos.length} videos of «${pkg.title}» could not be made ready`
      : videos.length === 0
        ? `There is no video in «${pkg.title}» after all`
        : `All videos of «${pkg.title}» are ready to stream`
  const action = failed > 0 ? 'package.transcodeFailed' : 'package.transcodeSucceeded'
  return transcodeEvent(pkg, transcode, action, words, { videos: videos.length, failed })
}

/** Says that the budget holds jobs of this transcode, or does so no more. */
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
  const words = `The budget of this month does not allow the videos of «${pkg.title}»; they wait`
  const after = { jobs: paused._count, estimateMicros: Number(paused._sum.estimateMicros ?? 0n) }
  return [transcodeEvent(pkg, transcode, 'package.transcodePaused', words, after)]
}

async function endCanceled(tx: Tx, pkg: Package, transcode: Transcode): Promise<Change<TranscodeStep>> {
  const encodings = await dropRequests(tx, { transcodeId: transcode.id })
  await tx.transcode.update({ where: { id: transcode.id }, data: { status: 'CANCELED', finishedAt: new Date() } })
  const words = `The videos of «${pkg.title}» are not made ready any more: somebody stopped it`
  return {
    result: { finished: true, encodings },
    events: [transcodeEvent(pkg, transcode, 'package.transcodeCanceled', words)],
  }
}

/** Opens a transcode; the package has none that is open. `retrying`: it is for single videos, and others that were canceled stay so. */
export async function openTranscode(
  tx: Tx,
  pkg: Package,
  videos: number,
  retrying = false,
): Promise<Change<Transcode>> {
  const transcode = await tx.transcode.create({ data: { packageId: pkg.id, retrying } })
  const words = `«${pkg.title}» has ${videos === 1 ? 'a video' : `${videos} videos`} to make ready`
  return {
    result: transcode,
    events: [transcodeEvent(pkg, transcode, 'package.transcodeStarted', words, { videos })],
  }
}

/**
 * Opens a transcode for a draft that a run has just looked at, when a video of it lacks a stream that nobody works on: an earlier transcode was
 * stopped, its pages show it as decoration no more, or streams are made otherwise now. Somebody who stopped this run's transcode is not
 * overruled.
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

/** Did somebody stop a transcode since this run was last asked for? */
export async function hasCanceledTranscode(tx: Tx, { packageId, requestedAt }: SyncRun): Promise<boolean> {
  const canceled = { packageId, cancelRequestedAt: { gte: requestedAt } }
  return (await tx.transcode.count({ where: canceled })) > 0
}

/** An event about a transcode, by Lectern itself unless somebody else did it. */
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
