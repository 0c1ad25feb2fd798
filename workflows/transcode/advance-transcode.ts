import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import type { Problem } from '@lectern/domain/errors'
import { type NewEstimate, recordEstimates } from '@lectern/domain/transcode/cost/estimates'
import { type ExpectedVideo, expectedVideos } from '@lectern/domain/transcode/expected-videos'
import { advanceTranscode as advanceRows, failTranscode as failRow } from '@lectern/domain/transcode/transcodes'
import { concurrently } from '../concurrently.ts'
import { cancellationSignal } from '../heartbeat.ts'
import { estimatesOf } from '../mediaconvert/estimates.ts'
import type { Services } from '../services.ts'
import { tryWake } from '../wake.ts'
import { keepSource } from './source/keep-source.ts'

const copyConcurrency = 8
const wakeConcurrency = 16

/**
 * Compares the expected videos with the existing ones, and advances the transcode as far as possible. Copies the bytes
 * of arrived videos to sources, which nobody can change while a job reads them, and estimates what their jobs will
 * cost. Once all have arrived, requests the encodings and wakes their workflows. A repetition finds nothing to do.
 * Returns `finished` when the package has no open transcode.
 */
export async function advanceTranscode(services: Services, packageId: string): Promise<{ finished: boolean }> {
  const { database, encodingSettings } = services
  const transcode = await database.transcode.findFirst({ where: { packageId, finishedAt: null } })
  if (!transcode) return { finished: true }
  const isStopped = async () =>
    (await database.transcode.findUniqueOrThrow({ where: { id: transcode.id } })).cancelRequestedAt !== null
  for (;;) {
    if (!(await isStopped())) await prepare(services, packageId, isStopped)
    const step = await change(database, systemActor, tx => advanceRows(tx, transcode, encodingSettings))
    await concurrently(wakeConcurrency, step.encodings, ({ contentHash, profile }) =>
      tryWake(services, { workflow: 'encode', contentHash, profile }),
    )
    if (!step.withoutEstimate) return { finished: step.finished }
  }
}

/** Ends the open transcode of a package, because a service refuses what it needs for good. */
export async function failTranscode(
  services: Services,
  { packageId, refusal }: { packageId: string; refusal: Problem },
): Promise<void> {
  const encodings = await change(services.database, systemActor, tx => failRow(tx, packageId, refusal))
  await concurrently(wakeConcurrency, encodings, ({ contentHash, profile }) =>
    tryWake(services, { workflow: 'encode', contentHash, profile }),
  )
}

/**
 * Copies the sources of arrived videos, unless the transcode is canceled meanwhile, and estimates what their jobs will
 * cost.
 */
async function prepare(services: Services, packageId: string, isStopped: () => Promise<boolean>): Promise<void> {
  const signal = cancellationSignal()
  const { database, encodingSettings } = services
  const videos = await expectedVideos(database, packageId, encodingSettings.profile)
  const storedVideos = videos.filter(
    video => video.versionId !== null && video.problem === null && video.encodedAs === null,
  )
  const hashes = new Set(storedVideos.filter(isMissingSource).map(video => video.contentHash))
  await concurrently(copyConcurrency, hashes, async contentHash => {
    signal.throwIfAborted()
    if (!(await isStopped())) await keepSource(services, contentHash)
  })
  const estimates = await findChangedEstimates(services, storedVideos)
  if (estimates.length > 0) await database.$transaction(tx => recordEstimates(tx, encodingSettings.profile, estimates))
}

const isMissingSource = (video: ExpectedVideo) =>
  !video.hasSource && !video.playsFromFile && !video.undecided && video.encodingStatus !== 'READY'

/** Returns the estimates by current prices that differ from the recorded ones. */
async function findChangedEstimates({ database, prices }: Services, videos: ExpectedVideo[]): Promise<NewEstimate[]> {
  const videosByHash = new Map(videos.map(video => [video.contentHash, video]))
  const estimates = await estimatesOf(database, [...videosByHash.keys()], prices)
  return estimates.filter(({ contentHash, costMicros, currency }) => {
    const known = videosByHash.get(contentHash)!
    return costMicros !== known.estimateMicros || currency !== known.currency
  })
}
