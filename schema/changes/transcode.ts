import { lectern } from '../actor.ts'
import type { Encoding, Package, SyncRun, Transcode, Tx } from '../database.ts'
import { type ExpectedVideo, expectedVideos, videoStatus } from '../reads/expected-videos.ts'
import type { Action } from './actions.ts'
import { releaseWhatFits, type Terms } from './budget.ts'
import { type Event, lockPackage, type Outcome } from './change.ts'
import { hashesToStream, wishAll, withdrawWishes } from './wishes.ts'

/**
 * Where a transcode stands after a look: the encodings whose workflows are to be woken, and whether it is over. `unpriced`: a video arrived just
 * now; what its job costs must be known before it is wished.
 */
export type TranscodeStep = { finished: boolean; encodings: Encoding[]; unpriced?: true }

/**
 * Compares what should be there with what is there, and goes as far as that allows: what is expected no more is let go; once every video has
 * arrived, the streams are wished, one for each content hash; what the budget held is released when it fits; once all have an outcome, it is
 * over. Asked twice, it does nothing twice.
 */
export async function advanceTranscode(tx: Tx, transcode: Transcode, terms: Terms): Promise<Outcome<TranscodeStep>> {
  const pkg = await lockPackage(tx, transcode.packageId)
  const present = await tx.transcode.findUniqueOrThrow({ where: { id: transcode.id } })
  if (present.finishedAt) return { result: { finished: true, encodings: [] } }
  if (present.cancelRequestedAt) return cancel(tx, pkg, present)

  let videos = await expectedVideos(tx, pkg.id, terms.profile)
  const encodings = await withdrawWishes(tx, { transcodeId: present.id }, hashesToStream(videos))
  const goesOn = { result: { finished: false, encodings }, packageIds: [pkg.id] }
  if (videos.some(video => videoStatus(video) === 'EXPECTED')) return goesOn

  if (videos.some(isUnpriced)) return { ...goesOn, result: { ...goesOn.result, unpriced: true } }

  const decided = videos.filter(video => !video.undecided)
  const wisher = { packageId: pkg.id, transcodeId: present.id }
  const wished = await wishAll(tx, wisher, decided, terms, { canceledStay: present.retrying })
  const released = await releaseWhatFits(tx, pkg.id, terms)
  encodings.push(...wished.result, ...(await encodingsOf(tx, [...released, ...(await unbegun(tx, present))])))
  const events = wished.events ?? []
  // What was begun is no more as it was read.
  if (wished.result.length > 0) videos = await expectedVideos(tx, pkg.id, terms.profile)
  if (videos.every(isOver)) {
    events.push(await end(tx, pkg, present, videos))
    return { result: { finished: true, encodings }, events }
  }
  events.push(...(await recordHold(tx, pkg, present)))
  return { ...goesOn, events }
}

const isUnpriced = ({ problem, servedBy, decorative, encodingStatus, estimateMicros }: ExpectedVideo) =>
  problem === null && servedBy === null && !decorative && encodingStatus === null && estimateMicros === null

const isOver = (video: ExpectedVideo) =>
  !video.undecided && ['READY', 'NOT_NEEDED', 'FAILED', 'CANCELED'].includes(videoStatus(video))

/** Attempts for which nobody has asked for a job since a minute: their wake-up may be lost. So many at a time as are begun until the next look. */
const unbegun = (tx: Tx, { id }: Transcode) =>
  tx.attempt.findMany({
    where: {
      ...{ finishedAt: null, heldAt: null, jobAskedAt: null, startedAt: { lt: new Date(Date.now() - 60_000) } },
      encoding: { wishes: { some: { transcodeId: id, withdrawnAt: null } } },
    },
    orderBy: { startedAt: 'asc' },
    take: 300,
  })

/** The encodings of attempts. */
export const encodingsOf = (tx: Tx, attempts: { encodingId: string }[]): Promise<Encoding[]> =>
  tx.encoding.findMany({ where: { id: { in: attempts.map(({ encodingId }) => encodingId) } } })

async function end(tx: Tx, pkg: Package, transcode: Transcode, videos: ExpectedVideo[]): Promise<Event> {
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
async function recordHold(tx: Tx, pkg: Package, transcode: Transcode): Promise<Event[]> {
  const wished = { encoding: { wishes: { some: { transcodeId: transcode.id, withdrawnAt: null } } } }
  const held = await tx.attempt.aggregate({
    where: { finishedAt: null, heldAt: { not: null }, ...wished },
    _count: true,
    _sum: { estimateMicros: true },
  })
  const status = held._count > 0 ? 'WAITING_FOR_BUDGET' : 'RUNNING'
  if (status === transcode.status) return []
  await tx.transcode.update({ where: { id: transcode.id }, data: { status } })
  if (status === 'RUNNING') return []
  const words = `The budget of this month does not allow the videos of «${pkg.title}»; they wait`
  const after = { jobs: held._count, estimateMicros: Number(held._sum.estimateMicros ?? 0n) }
  return [transcodeEvent(pkg, transcode, 'package.transcodeHeld', words, after)]
}

async function cancel(tx: Tx, pkg: Package, transcode: Transcode): Promise<Outcome<TranscodeStep>> {
  const encodings = await withdrawWishes(tx, { transcodeId: transcode.id })
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
): Promise<Outcome<Transcode>> {
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
export async function openForDraft(tx: Tx, run: SyncRun, profile: string): Promise<Event[]> {
  const { packageId } = run
  const pkg = await lockPackage(tx, packageId)
  const videos = await expectedVideos(tx, packageId, profile)
  const lacking = videos.filter(video => ['UPLOADED', 'CANCELED'].includes(videoStatus(video)))
  if (lacking.length === 0 || pkg.archivedAt || (await wasCanceled(tx, run))) return []
  if ((await tx.transcode.count({ where: { packageId, finishedAt: null } })) > 0) return []
  const { events = [] } = await openTranscode(tx, pkg, lacking.length)
  return events
}

/** Did somebody stop a transcode since this run was last asked for? */
export async function wasCanceled(tx: Tx, { packageId, askedAt }: SyncRun): Promise<boolean> {
  const canceled = { packageId, cancelRequestedAt: { gte: askedAt } }
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
  return { action, ...subject, summary, ...(after && { after }), by: lectern }
}
