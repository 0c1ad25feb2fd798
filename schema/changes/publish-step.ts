import type { Encoding, Package, Publication, Tx } from '../database.ts'
import { acceptedFallbacks, awaited, isFailed, videoFailed } from '../reads/failed-videos.ts'
import { type ReleaseVideo, videosOfNumber } from '../reads/release-videos.ts'
import { releaseWhatFits, type Terms } from './budget.ts'
import { type Event, lockPackage, type Outcome } from './change.ts'
import { beginCopy, endPublication } from './publication.ts'
import { completePublication } from './release.ts'
import { encodingsOf } from './transcode.ts'
import { wishAll } from './wishes.ts'

/** What is to be done next for a package's open publications. `abandoned`: numbers whose copies nobody will ever see. */
export type PublishStep = { copy: Publication | null; waiting: boolean; encodings: Encoding[]; abandoned: number[] }

/**
 * Compares the package's open publications with what is there, in the order they were asked, and goes as far as that allows: canceled ones
 * end, the first uncopied one begins to copy, and a copied one whose videos are all READY is released and deployed in this transaction. A
 * waiting one holds up only later ones to the same environment.
 */
export async function advancePublications(tx: Tx, packageId: string, terms: Terms): Promise<Outcome<PublishStep>> {
  const pkg = await lockPackage(tx, packageId)
  const open = await tx.publication.findMany({
    where: { packageId, finishedAt: null },
    orderBy: [{ startedAt: 'asc' }, { id: 'asc' }],
  })
  const step: PublishStep = { copy: null, waiting: false, encodings: [], abandoned: [] }
  const events: Event[] = []
  const busy = new Set<string>()
  for (const publication of open) {
    if (publication.cancelRequestedAt) {
      events.push(...(await endPublication(tx, pkg, publication, { status: 'CANCELED' })))
    } else if (publication.copiedAt === null) {
      step.copy ??= await startCopying(tx, pkg, publication, terms, step, events)
      busy.add(publication.environmentId)
    } else if (
      busy.has(publication.environmentId) ||
      !(await tryToRelease(tx, pkg, publication, terms, step, events))
    ) {
      step.waiting = true
      busy.add(publication.environmentId)
    }
  }
  step.abandoned = await abandonedNumbers(tx, packageId)
  if (step.waiting) {
    const released = await releaseWhatFits(tx, packageId, terms)
    step.encodings.push(...(await encodingsOf(tx, released)))
  }
  return { result: step, events, packageIds: [packageId] }
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
async function startCopying(
  tx: Tx,
  pkg: Package,
  publication: Publication,
  terms: Terms,
  step: PublishStep,
  events: Event[],
) {
  const copying = await beginCopy(tx, pkg, publication)
  const videos = await videosOfNumber(tx, { ...copying, number: copying.number! }, terms.profile)
  const wished = await wishAll(tx, { packageId: pkg.id, publicationId: publication.id }, videos, terms)
  step.encodings.push(...wished.result)
  events.push(...(wished.events ?? []))
  return copying
}

/** True when the publication is over, one way or the other. */
async function tryToRelease(
  tx: Tx,
  pkg: Package,
  publication: Publication,
  terms: Terms,
  step: PublishStep,
  events: Event[],
): Promise<boolean> {
  const videos = await videosOfNumber(tx, { ...publication, number: publication.number! }, terms.profile)
  const environment = await tx.environment.findUniqueOrThrow({ where: { id: publication.environmentId } })
  const fallback = acceptedFallbacks(environment, publication.acceptedFallbacks, videos)
  const failed = videos.filter(video => isFailed(video) && !fallback(video))
  if (failed.length > 0) {
    const blockers = failed.map(videoFailed)
    events.push(...(await endPublication(tx, pkg, publication, { status: 'BLOCKED', blockers })))
    return true
  }
  const streamed = awaited(environment, publication.acceptedFallbacks, videos)
  if (!streamed.every(isReady)) {
    // What it waits for may be made otherwise now, or be another twin, than when copying began.
    const wished = await wishAll(tx, { packageId: pkg.id, publicationId: publication.id }, videos, terms)
    step.encodings.push(...wished.result)
    events.push(...(wished.events ?? []))
    return false
  }
  const streams = { ready: streamed.map(ready), fallbacks: videos.filter(fallback).map(({ path }) => path) }
  const completed = await completePublication(tx, pkg, publication, streams)
  if (completed.problems === null) events.push(...completed.events)
  else events.push(...(await endPublication(tx, pkg, publication, { status: 'BLOCKED', blockers: completed.problems })))
  return true
}

const isReady = ({ status }: ReleaseVideo) => status === 'READY'
const ready = ({ videoId, path, encodingId, attempt }: ReleaseVideo) => ({
  videoId,
  path,
  encodingId: encodingId!,
  attempt: attempt!,
})
