import { z } from 'zod'
import type { Change, Event } from '../audit/change.ts'
import { type Encoding, type Package, Prisma, type Publication, type Tx } from '../database.ts'
import { rows } from '../rows.ts'
import { lockPackage } from '../transaction.ts'
import { resumeIfWithinBudget } from '../transcode/cost/budget.ts'
import { requestEncodings } from '../transcode/encoding-requests.ts'
import type { EncodingSettings } from '../transcode/encoding-settings.ts'
import { acceptedFallbackFilter, awaitedVideos, isFailed, videoFailedProblem } from '../transcode/failed-videos.ts'
import { encodingsOf } from '../transcode/transcodes.ts'
import { endPublication, startCopy } from './publications.ts'
import { publicationVideos, type ReleaseVideo } from './release-videos.ts'
import { completePublication } from './releases.ts'

/** The next work for a package's open publications. `abandonedNumbers`: release numbers whose copies can be deleted. */
export type PublicationStep = {
  publicationToCopy: Publication | null
  isWaiting: boolean
  encodings: Encoding[]
  abandonedNumbers: number[]
}

/** What one publication's turn changed. `isOpen` is false when the publication ended. */
type Turn = { isOpen: boolean; copying?: Publication; isWaiting: boolean; encodings: Encoding[]; events: Event[] }

const ended = (events: Event[]): Turn => ({ isOpen: false, isWaiting: false, encodings: [], events })

/**
 * Advances the package's open publications as far as possible, in the order in which they were requested. Ends canceled
 * ones, starts to copy the first uncopied one, and releases and deploys a copied one when all its videos are READY. A
 * publication that waits delays only later ones to the same environment.
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
  const turns: Turn[] = []
  const busyEnvironmentIds = new Set<string>()
  for (const publication of open) {
    const isBusy = busyEnvironmentIds.has(publication.environmentId)
    const mayCopy = turns.every(turn => turn.copying === undefined)
    const turn = await takeTurn(tx, pkg, publication, encodingSettings, { isBusy, mayCopy })
    if (turn.isOpen) busyEnvironmentIds.add(publication.environmentId)
    turns.push(turn)
  }
  const isWaiting = turns.some(turn => turn.isWaiting)
  const resumed = isWaiting ? await resumeIfWithinBudget(tx, packageId, encodingSettings) : []
  const result: PublicationStep = {
    publicationToCopy: turns.find(turn => turn.copying)?.copying ?? null,
    isWaiting,
    encodings: [...turns.flatMap(turn => turn.encodings), ...(await encodingsOf(tx, resumed))],
    abandonedNumbers: await abandonedNumbers(tx, packageId),
  }
  return { result, events: turns.flatMap(turn => turn.events), affectedPackages: [packageId] }
}

/** Advances one publication. `isBusy`: an earlier publication to its environment is open. `mayCopy`: none copies yet. */
async function takeTurn(
  tx: Tx,
  pkg: Package,
  publication: Publication,
  encodingSettings: EncodingSettings,
  { isBusy, mayCopy }: { isBusy: boolean; mayCopy: boolean },
): Promise<Turn> {
  if (publication.cancelRequestedAt) return ended(await endPublication(tx, pkg, publication, { status: 'CANCELED' }))
  const pause = { isOpen: true, encodings: [], events: [] }
  if (publication.copiedAt === null)
    return mayCopy
      ? startCopyAndRequestEncodings(tx, pkg, publication, encodingSettings)
      : { ...pause, isWaiting: false }
  return isBusy ? { ...pause, isWaiting: true } : tryToRelease(tx, pkg, publication, encodingSettings)
}

const numberRow = z.object({ number: z.number() })

/** Release numbers of publications that ended without a release and still have files. */
async function abandonedNumbers(tx: Tx, packageId: string): Promise<number[]> {
  const sql = Prisma.sql`
    SELECT number FROM publication
    WHERE package_id = ${packageId}::uuid AND finished_at IS NOT NULL AND number IS NOT NULL AND status <> 'SUCCEEDED'
      AND EXISTS (SELECT 1 FROM release_file AS file WHERE file.package_id = publication.package_id AND file.number = publication.number)`
  return (await rows(tx, numberRow, sql)).map(row => row.number)
}

/** Starts to copy a publication. Requests its encodings now, so that they run while files are copied. */
async function startCopyAndRequestEncodings(
  tx: Tx,
  pkg: Package,
  publication: Publication,
  encodingSettings: EncodingSettings,
): Promise<Turn> {
  const copying = await startCopy(tx, pkg, publication)
  const videos = await publicationVideos(tx, { ...copying, number: copying.number! }, encodingSettings.profile)
  const requested = await requestPublicationEncodings(tx, publication, videos, encodingSettings)
  return { isOpen: true, copying, isWaiting: false, ...requested }
}

/** Releases a publication, or ends it as blocked. Leaves it open if it still waits for videos. */
async function tryToRelease(
  tx: Tx,
  pkg: Package,
  publication: Publication,
  encodingSettings: EncodingSettings,
): Promise<Turn> {
  const videos = await publicationVideos(tx, { ...publication, number: publication.number! }, encodingSettings.profile)
  const environment = await tx.environment.findUniqueOrThrow({ where: { id: publication.environmentId } })
  const isFallback = acceptedFallbackFilter(environment, publication.acceptedFallbacks, videos)
  const failed = videos.filter(video => isFailed(video) && !isFallback(video))
  if (failed.length > 0) {
    const blockers = failed.map(videoFailedProblem)
    return ended(await endPublication(tx, pkg, publication, { status: 'BLOCKED', blockers }))
  }
  const awaited = awaitedVideos(environment, publication.acceptedFallbacks, videos)
  if (!awaited.every(isReady)) {
    // Since copying started, the profile may have changed, or another alternate source may be the encoded one.
    const requested = await requestPublicationEncodings(tx, publication, videos, encodingSettings)
    return { isOpen: true, isWaiting: true, ...requested }
  }
  const streams = { ready: awaited.map(toReadyVideo), fallbacks: videos.filter(isFallback).map(({ path }) => path) }
  const completed = await completePublication(tx, pkg, publication, streams)
  if (completed.problems === null) return ended(completed.events)
  return ended(await endPublication(tx, pkg, publication, { status: 'BLOCKED', blockers: completed.problems }))
}

async function requestPublicationEncodings(
  tx: Tx,
  { id: publicationId, packageId }: Publication,
  videos: ReleaseVideo[],
  encodingSettings: EncodingSettings,
): Promise<{ encodings: Encoding[]; events: Event[] }> {
  const { result, events } = await requestEncodings(tx, { packageId, publicationId }, videos, encodingSettings)
  return { encodings: result, events: events ?? [] }
}

const isReady = ({ status }: ReleaseVideo) => status === 'READY'
const toReadyVideo = ({ videoId, path, encodingId, attempt }: ReleaseVideo) => ({
  videoId,
  path,
  encodingId: encodingId!,
  attempt: attempt!,
})
