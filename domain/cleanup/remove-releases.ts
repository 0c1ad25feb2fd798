import type { Change, Event } from '../audit/change.ts'
import type { Tx } from '../database.ts'
import { databaseNow, lockPackage } from '../transaction.ts'
import { type ExpiredRelease, expiredReleases } from './expired-releases.ts'

/**
 * Marks the expired releases of a package as removed. Locks their rows, as a deployment does, so that a removed release
 * is never shown. The rows stay forever; the files are deleted later.
 */
export async function removeReleases(tx: Tx, packageId: string, before: Date): Promise<Change<ExpiredRelease[]>> {
  const pkg = await lockPackage(tx, packageId)
  const candidates = (await expiredReleases(tx, packageId, before)).map(({ id }) => id)
  if (candidates.length === 0) return { result: [] }
  await tx.$queryRaw`SELECT 1 FROM release WHERE id = ANY(${candidates}::uuid[]) ORDER BY number FOR UPDATE`
  const expired = (await expiredReleases(tx, packageId, before)).filter(({ id }) => candidates.includes(id))
  const removedAt = await databaseNow(tx)
  await tx.release.updateMany({ where: { id: { in: expired.map(({ id }) => id) } }, data: { removedAt } })
  const events = expired.map(
    ({ id, number, bytes }): Event => ({
      action: 'release.removed',
      subjectType: 'Release',
      subjectId: id,
      packageId,
      summary: `Removed release ${number} of "${pkg.title}" by the retention rule`,
      after: { release: number, bytes },
    }),
  )
  return { result: expired, events, affectedPackages: [packageId] }
}

/** Deletes the rows of a removed release's files and videos, after its objects were deleted. */
export async function deleteReleaseFiles(tx: Tx, packageId: string, number: number): Promise<void> {
  const release = await tx.release.findUniqueOrThrow({ where: { packageId_number: { packageId, number } } })
  if (release.removedAt === null) throw new Error(`Release ${number} of ${packageId} is not removed`)
  await tx.releaseVideo.deleteMany({ where: { releaseId: release.id } })
  await tx.releaseFile.deleteMany({ where: { packageId, number } })
}
