import type { Encoding, Package, Publication, Tx } from '../database.ts'
import { acceptedFallbackFilter, awaitedVideos, isFailed, videoFailedProblem } from '../transcode/failed-videos.ts'
import { publicationVideos, type ReleaseVideo } from './release-videos.ts'
import { lockPackage } from '../transaction.ts'
import { type EncodingSettings, resumeIfWithinBudget } from '../transcode/budget.ts'
import type { Change, Event } from '../audit/change.ts'
import { endPublication, startCopy } from './publications.ts'
import { completePublication } from './releases.ts'
import { encodingsOf } from '../transcode/transcodes.ts'
import { requestEncodings } from '../transcode/encoding-requests.ts'

/** What is to be done next for a package's open publications. `abandoned`: numbers whose copies nobody will ever see. */
export type PublicationStep = {
  publicationToCopy: Publication | null
  isWaiting: boolean
  encodings: Encoding[]
  abandonedNumbers: number[]
}

/**
 * Compares the package's open publications with what is there, in the order they were asked, and goes as far as that allows: canceled ones
 * end, the first uncopied one begins to copy, and a copied one whose videos are all READY is released and deployed in this transaction. A
 * waiting one holds up only later ones to the same environment.
 */
export async function advancePublications(
  tx: Tx,
  packageId: string,
  encodingSettings: EncodingSettings,
): Promise<Change<PublicationStep>> {
  const pkg = await lockPackage(tx, packageId)
  const open = await tx.publication.findMany({
    where: { packageId, finishedAt: null },
    orderBy: [{ startedAt: 'asc' }, { id: 'asc' }],
  })
  const step: PublicationStep = { publicationToCopy: null, isWaiting: false, encodings: [], abandonedNumbers: [] }
  const events: Event[] = []
  const busyEnvironmentIds = new Set<string>()
  for (const publication of open) {
    if (publication.cancelRequestedAt) {
      events.push(...(await endPublication(tx, pkg, publication, { status: 'CANCELED' })))
    } else if (publication.copiedAt === null) {
      step.publicationToCopy ??= await startCopyAndRequestEncodings(
        tx,
        pkg,
        publication,
        encodingSettings,
        step,
        events,
      )
      busyEnvironmentIds.add(publication.environmentId)
    } else if (
      busyEnvironmentIds.has(publication.environmentId) ||
      !(await tryToRelease(tx, pkg, publication, encodingSettings, step, events))
    ) {
      step.isWaiting = true
      busyEnvironmentIds.add(publication.environmentId)
    }
  }
  step.abandonedNumbers = await abandonedNumbers(tx, packageId)
  if (step.isWaiting) {
    const resumed = await resumeIfWithinBudget(tx, packageId, encodingSettings)
    step.encodings.push(...(await encodingsOf(tx, resumed)))
  }
  return { result: step, events, affectedPackages: [packageId] }
}

/** Numbers of publications that are over without a release, and of which files are still known. */
async function abandonedNumbers(tx: Tx, packageId: string): Promise<number[]> {
  const rows = await tx.$queryRaw<{ number: number }[]>`
    SELECT number FROM publication
    WHERE package_id = ${packageId}::uuid AND finished_at IS NOT NULL AND number IS NOT NULL AND status <> 'SUCCEEDED'
      AND EXISTS (SELECT 1 FROM release_file AS file WHERE file.package_id = publication.package_id AND file.number = publication.number)`
  return rows.map(row => row.number)
}

/** Its videos' encodings are wished as copying begins, so that they are made while files are copied. */
async function startCopyAndRequestEncodings(
  tx: Tx,
  pkg: Package,
  publication: Publication,
  encodingSettings: EncodingSettings,
  step: PublicationStep,
  events: Event[],
) {
  const copying = await startCopy(tx, pkg, publication)
  const videos = await publicationVideos(tx, { ...copying, number: copying.number! }, encodingSettings.profile)
  const requested = await requestEncodings(
    tx,
    { packageId: pkg.id, publicationId: publication.id },
    videos,
    encodingSettings,
  )
  step.encodings.push(...requested.result)
  events.push(...(requested.events ?? []))
  return copying
}

/** True when the publication is over, one way or the other. */
async function tryToRelease(
  tx: Tx,
  pkg: Package,
  publication: Publication,
  encodingSettings: EncodingSettings,
  step: PublicationStep,
  events: Event[],
): Promise<boolean> {
  const videos = await publicationVideos(tx, { ...publication, number: publication.number! }, encodingSettings.profile)
  const environment = await tx.environment.findUniqueOrThrow({ where: { id: publication.environmentId } })
  const isFallback = acceptedFallbackFilter(environment, publication.acceptedFallbacks, videos)
  const failed = videos.filter(video => isFailed(video) && !isFallback(video))
  if (failed.length > 0) {
    const blockers = failed.map(videoFailedProblem)
    events.push(...(await endPublication(tx, pkg, publication, { status: 'BLOCKED', blockers })))
    return true
  }
  const streamed = awaitedVideos(environment, publication.acceptedFallbacks, videos)
  if (!streamed.every(isReady)) {
    // What it waits for may be made otherwise now, or be another twin, than when copying began.
    const requested = await requestEncodings(
      tx,
      { packageId: pkg.id, publicationId: publication.id },
      videos,
      encodingSettings,
    )
    step.encodings.push(...requested.result)
    events.push(...(requested.events ?? []))
    return false
  }
  const streams = { ready: streamed.map(toReadyVideo), fallbacks: videos.filter(isFallback).map(({ path }) => path) }
  const completed = await completePublication(tx, pkg, publication, streams)
  if (completed.problems === null) events.push(...completed.events)
  else events.push(...(await endPublication(tx, pkg, publication, { status: 'BLOCKED', blockers: completed.problems })))
  return true
}

const isReady = ({ status }: ReleaseVideo) => status === 'READY'
const toReadyVideo = ({ videoId, path, encodingId, attempt }: ReleaseVideo) => ({
  videoId,
  path,
  encodingId: encodingId!,
  attempt: attempt!,
})
