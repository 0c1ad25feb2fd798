import type { Attribution } from '../../audit/actor.ts'
import type { Change, Event } from '../../audit/change.ts'
import type { Package, Transcode, Tx } from '../../database.ts'
import { conflict } from '../../errors.ts'
import { formatCount } from '../../format-count.ts'
import { lockPackages } from '../../transaction.ts'
import { openTranscode } from '../transcodes.ts'
import { fileCount, needsReencoding, outdatedVideos } from './outdated-videos.ts'

/**
 * Has the outdated videos of these packages encoded in the current profile, each package by its open transcode or by a new
 * one. Their streams stay in use until then. Returns the transcodes, also those that do so already; packages without an
 * outdated video have none, nor have archived ones. Their workflows request the encodings.
 */
export async function requestReencoding(
  tx: Tx,
  by: Attribution,
  packageIds: string[],
  profile: string,
): Promise<Change<Transcode[]>> {
  const packages = await lockPackages(tx, packageIds)
  const outdated = Map.groupBy(await outdatedVideos(tx, profile, packageIds), ({ packageId }) => packageId)
  const open = await tx.transcode.findMany({ where: { packageId: { in: packageIds }, finishedAt: null } })
  const transcodes: Transcode[] = []
  const events: Event[] = []
  for (const pkg of packages) {
    const running = open.find(({ packageId }) => packageId === pkg.id)
    const count = fileCount((outdated.get(pkg.id) ?? []).filter(needsReencoding))
    // It ends in a moment, and would take the request with it.
    if (running?.cancelRequestedAt) {
      if (packageIds.length === 1)
        throw conflict(`The encoding of "${pkg.title}" is being canceled. Try again in a few seconds.`)
    } else if (running?.reencoding) transcodes.push(running)
    else if (count > 0) {
      const started = running ? { result: running } : await openTranscode(tx, pkg, count, true)
      const transcode = await tx.transcode.update({ where: { id: started.result.id }, data: { reencoding: true } })
      transcodes.push(transcode)
      events.push(requestedEvent(pkg, transcode, count, by), ...(started.events ?? []))
    }
  }
  return { result: transcodes, events }
}

const requestedEvent = (pkg: Package, transcode: Transcode, videos: number, by: Attribution): Event => ({
  action: 'package.reencodingRequested',
  ...{ subjectType: 'Transcode', subjectId: transcode.id, packageId: pkg.id, by },
  summary: `Asked to encode ${formatCount(videos, 'video')} of "${pkg.title}" again with the current settings`,
  after: { videos },
})
