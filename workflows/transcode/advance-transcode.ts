import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { type NewEstimate, recordEstimates } from '@lectern/domain/transcode/estimates'
import { advanceTranscode as advanceRows } from '@lectern/domain/transcode/transcodes'
import { type ExpectedVideo, expectedVideos } from '@lectern/domain/transcode/expected-videos'
import { toSourceVideo } from '../mediaconvert/video.ts'
import { estimatePrice } from '../mediaconvert/price.ts'
import type { Services } from '../services.ts'
import { cancellationSignal } from '../heartbeat.ts'
import { keepSource } from './source/keep-source.ts'
import { concurrently } from '../concurrently.ts'
import { wake } from '../wake.ts'

const copyConcurrency = 8
const wakeConcurrency = 16

/**
 * Compares what should be there with what is there, and goes as far as that allows: bytes of arrived videos are copied to where nobody can
 * change them while a job reads them, and what their jobs will cost is reckoned; once all have arrived, the encodings are wished and their
 * workflows woken. Done twice, the second time finds nothing to do. Finished when the package has no open transcode.
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
      wake(services, { workflow: 'encode', contentHash, profile }),
    )
    if (!step.withoutEstimate) return { finished: step.finished }
  }
}

/** Lays the bytes of arrived videos ready, unless somebody stops it meanwhile, and reckons what their jobs will cost. */
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
  !video.hasSource && !video.decorative && video.encodingStatus !== 'READY'

/** By the present prices; those that are kept already are left out. */
async function findChangedEstimates({ database, prices }: Services, videos: ExpectedVideo[]): Promise<NewEstimate[]> {
  const videosByHash = new Map(videos.map(video => [video.contentHash, video]))
  const probes = await database.probe.findMany({ where: { contentHash: { in: [...videosByHash.keys()] } } })
  return probes.flatMap(probe => {
    const { contentHash } = probe
    const { currency } = prices
    const { seconds, costMicros } = estimatePrice(toSourceVideo(probe), prices)
    const video = videosByHash.get(contentHash)!
    if (costMicros === video.estimateMicros && currency === video.currency) return []
    return { contentHash, seconds, costMicros, currency }
  })
}
