import type { Encoding, Package, Publication, Tx } from '../database.ts'
import { videoFailed } from '../reads/blockers.ts'
import { type ReleaseVideo, videosOfNumber } from '../reads/release-videos.ts'
import { type Event, lockPackage, type Outcome } from './change.ts'
import { wish } from './encoding.ts'
import { beginCopy, endPublication } from './publication.ts'
import { completePublication } from './release.ts'

/** What is to be done next for a package's open publications. `abandoned`: numbers whose copies nobody will ever see. */
export type PublishStep = { copy: Publication | null; waiting: boolean; encodings: Encoding[]; abandoned: number[] }

/**
 * Compares the package's open publications with what is there, in the order they were asked, and goes as far as that allows: canceled ones
 * end, the first uncopied one begins to copy, and a copied one whose videos are all READY is released and deployed in this transaction. A
 * waiting one holds up only later ones to the same environment.
 */
export async function advancePublications(tx: Tx, packageId: string, profile: string): Promise<Outcome<PublishStep>> {
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
      if (publication.number !== null) step.abandoned.push(publication.number)
    } else if (publication.copiedAt === null) {
      step.copy ??= await startCopying(tx, pkg, publication, profile, step, events)
      busy.add(publication.environmentId)
    } else if (
      busy.has(publication.environmentId) ||
      !(await tryToRelease(tx, pkg, publication, profile, step, events))
    ) {
      step.waiting = true
      busy.add(publication.environmentId)
    }
  }
  return { result: step, events, packageIds: [packageId] }
}

/** Its videos' encodings are wished as copying begins, so that they are made while files are copied. */
async function startCopying(
  tx: Tx,
  pkg: Package,
  publication: Publication,
  profile: string,
  step: PublishStep,
  events: Event[],
) {
  const copying = await beginCopy(tx, pkg, publication)
  const videos = await videosOfNumber(tx, pkg.id, copying.number!, profile)
  const hashes = new Set(videos.filter(video => video.problem === null).map(video => video.contentHash))
  for (const hash of [...hashes].sort()) {
    const wished = await wish(tx, { packageId: pkg.id, publicationId: publication.id }, hash, profile)
    if (wished.result.open) step.encodings.push(wished.result.encoding)
    events.push(...(wished.events ?? []))
  }
  return copying
}

/** True when the publication is over, one way or the other. */
async function tryToRelease(
  tx: Tx,
  pkg: Package,
  publication: Publication,
  profile: string,
  step: PublishStep,
  events: Event[],
): Promise<boolean> {
  const videos = await videosOfNumber(tx, pkg.id, publication.number!, profile)
  const failed = videos.filter(
    video => video.problem !== null || video.status === 'FAILED' || video.status === 'CANCELED',
  )
  if (failed.length > 0) {
    const blockers = failed.map(video => videoFailed(video.path, video.problem))
    events.push(...(await endPublication(tx, pkg, publication, { status: 'BLOCKED', blockers })))
    step.abandoned.push(publication.number!)
    return true
  }
  if (!videos.every(isReady)) return false
  events.push(...(await completePublication(tx, pkg, publication, videos.map(ready))))
  return true
}

const isReady = (video: ReleaseVideo) => video.status === 'READY'
const ready = ({ videoId, path, encodingId, attempt }: ReleaseVideo) => ({
  videoId,
  path,
  encodingId: encodingId!,
  attempt: attempt!,
})
