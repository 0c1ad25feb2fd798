import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { deleteReleaseFiles, removeReleases } from '@lectern/domain/cleanup/remove-releases'
import { type ExpiredRelease, expiredReleases, partlyRemovedReleases } from '@lectern/domain/cleanup/expired-releases'
import { releasePrefix } from '../storage/keys.ts'
import { remove, removeAllBelow } from '../storage/s3-versions.ts'
import { type CleanupResult, startCleanupReport } from './cleanup-report.ts'
import type { Services } from '../services.ts'
import { cancellationSignal } from '../heartbeat.ts'
import { type CleanupOptions, findNextPackages } from './clean-rows.ts'

/** Files whose versions are removed together: as many as S3 takes in a call. */
const fileBatchSize = 1000

/**
 * Marks what no environment keeps of the releases of the packages after this one, and takes away the objects and rows of all that is marked;
 * the release's own row stays. Returns after which package to go on; null: that was the last. A release counts when its rows go, so that one
 * whose removal was interrupted is counted once, in the night that ends it.
 */
export async function cleanReleases(
  services: Services,
  { after, ...options }: CleanupOptions & { after: string },
): Promise<CleanupResult & { next: string | null }> {
  const { database } = services
  const signal = cancellationSignal()
  const { swept: result, add } = startCleanupReport(options)
  const { packages, next } = await findNextPackages(database, after)
  for (const { id, slug, title } of packages) {
    const before = new Date(options.before)
    const expired = options.dryRun ? await expiredReleases(database, id, before) : []
    if (!options.dryRun) await change(database, systemActor, tx => removeReleases(tx, id, before))
    for (const release of [...expired, ...(await partlyRemovedReleases(database, id))]) {
      signal.throwIfAborted()
      if (!options.dryRun) await removeReleaseObjects(services, { id, slug }, release)
      add('releases', () => `Release ${release.number} of «${title}»`, { bytes: release.bytes })
    }
  }
  return { ...result, next }
}

/** What its rows name goes first: a listing may leave something out. Rows last: while they are there another night goes on. */
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
