import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { type ExpiredRelease, expiredReleases, partlyRemovedReleases } from '@lectern/domain/cleanup/expired-releases'
import { deleteReleaseFiles, removeReleases } from '@lectern/domain/cleanup/remove-releases'
import { cancellationSignal } from '../heartbeat.ts'
import type { Services } from '../services.ts'
import { releasePrefix } from '../storage/keys.ts'
import { remove, removeAllBelow } from '../storage/s3-versions.ts'
import { type CleanupOptions, findNextPackages } from './clean-rows.ts'
import { type CleanupResult, startCleanupReport } from './cleanup-report.ts'

/** The number of files whose versions are removed together: as many as S3 accepts per call. */
const fileBatchSize = 1000

/**
 * Marks the expired releases of the packages after `after`, and removes the objects and rows of all marked releases.
 * The release's own row stays. Returns the package after which to continue, or null at the end. A release counts when
 * its rows are removed, so that an interrupted removal counts once, in the night that completes it.
 */
export async function cleanReleases(
  services: Services,
  { after, ...options }: CleanupOptions & { after: string },
): Promise<CleanupResult & { next: string | null }> {
  const { database } = services
  const signal = cancellationSignal()
  const { result, add } = startCleanupReport(options)
  const { packages, next } = await findNextPackages(database, after)
  for (const { id, slug, title } of packages) {
    const before = new Date(options.before)
    const expired = options.dryRun ? await expiredReleases(database, id, before) : []
    if (!options.dryRun) await change(database, systemActor, tx => removeReleases(tx, id, before))
    for (const release of [...expired, ...(await partlyRemovedReleases(database, id))]) {
      signal.throwIfAborted()
      if (!options.dryRun) await removeReleaseObjects(services, { id, slug }, release)
      add('releases', () => `Release ${release.number} of "${title}"`, { bytes: release.bytes })
    }
  }
  return { ...result, next }
}

/**
 * Removes a release's objects and rows. The versions that its rows name go first, because a listing may miss some. The
 * rows go last: while they exist, another night continues.
 */
async function removeReleaseObjects(
  { database, store }: Services,
  pkg: { id: string; slug: string },
  { number }: ExpiredRelease,
) {
  const releaseWhere = { packageId: pkg.id, number }
  for (let after = ''; ; ) {
    const where = { ...releaseWhere, path: { gt: after } }
    const files = await database.releaseFile.findMany({ where, orderBy: { path: 'asc' }, take: fileBatchSize })
    if (files.length === 0) break
    after = files.at(-1)!.path
    await remove(
      store,
      files.flatMap(({ key, versionId }) => (key && versionId ? { key, versionId } : [])),
    )
  }
  await removeAllBelow(store, releasePrefix(pkg.slug, number))
  await database.$transaction(tx => deleteReleaseFiles(tx, pkg.id, number))
}
