import { lectern } from '@lectern/schema/actor'
import { change } from '@lectern/schema/changes/change'
import { type NewEstimate, recordEstimates } from '@lectern/schema/changes/estimates'
import { advanceTranscode as advanceRows } from '@lectern/schema/changes/transcode'
import { type ExpectedVideo, expectedVideos } from '@lectern/schema/reads/expected-videos'
import { filmOf } from '../film.ts'
import { estimateOf } from '../price.ts'
import type { Deps } from './deps.ts'
import { cancellation } from './heartbeat.ts'
import { keepSource } from './keep-source.ts'
import { sideBySide } from './side-by-side.ts'
import { wakeQuietly } from './wake-quietly.ts'

const copiesAtATime = 8
const wakesAtATime = 16

/**
 * Compares what should be there with what is there, and goes as far as that allows: bytes of arrived videos are copied to where nobody can
 * change them while a job reads them, and what their jobs will cost is reckoned; once all have arrived, the encodings are wished and their
 * workflows woken. Done twice, the second time finds nothing to do. Finished when the package has no open transcode.
 */
export async function advanceTranscode(deps: Deps, packageId: string): Promise<{ finished: boolean }> {
  const { database, terms } = deps
  const transcode = await database.transcode.findFirst({ where: { packageId, finishedAt: null } })
  if (!transcode) return { finished: true }
  const isStopped = async () =>
    (await database.transcode.findUniqueOrThrow({ where: { id: transcode.id } })).cancelRequestedAt !== null
  for (;;) {
    if (!(await isStopped())) await prepare(deps, packageId, isStopped)
    const step = await change(database, lectern, tx => advanceRows(tx, transcode, terms))
    await sideBySide(wakesAtATime, step.encodings, ({ contentHash, profile }) =>
      wakeQuietly(deps, { workflow: 'encode', contentHash, profile }),
    )
    if (!step.unpriced) return { finished: step.finished }
  }
}

/** Lays the bytes of arrived videos ready, unless somebody stops it meanwhile, and reckons what their jobs will cost. */
async function prepare(deps: Deps, packageId: string, isStopped: () => Promise<boolean>): Promise<void> {
  const signal = cancellation()
  const { database, terms } = deps
  const videos = await expectedVideos(database, packageId, terms.profile)
  const arrived = videos.filter(video => video.versionId !== null && video.problem === null && video.servedBy === null)
  const hashes = new Set(arrived.filter(needsSource).map(video => video.contentHash))
  await sideBySide(copiesAtATime, hashes, async contentHash => {
    signal.throwIfAborted()
    if (!(await isStopped())) await keepSource(deps, contentHash)
  })
  const estimates = await newEstimates(deps, arrived)
  if (estimates.length > 0) await database.$transaction(tx => recordEstimates(tx, terms.profile, estimates))
}

const needsSource = (video: ExpectedVideo) => !video.hasSource && !video.decorative && video.encodingStatus !== 'READY'

/** By the present prices; those that are kept already are left out. */
async function newEstimates({ database, prices }: Deps, videos: ExpectedVideo[]): Promise<NewEstimate[]> {
  const known = new Map(videos.map(video => [video.contentHash, video]))
  const looks = await database.videoLook.findMany({ where: { contentHash: { in: [...known.keys()] } } })
  return looks.flatMap(look => {
    const { contentHash } = look
    const { currency } = prices
    const { seconds, micros } = estimateOf(filmOf(look), prices)
    const kept = known.get(contentHash)!
    if (micros === kept.estimateMicros && currency === kept.currency) return []
    return { contentHash, seconds, micros, currency }
  })
}
