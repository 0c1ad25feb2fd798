import type { Tx } from '../database.ts'
import { type UnkeptRelease, unkeptReleases } from '../reads/unkept-releases.ts'
import { clock, type Event, lockPackage, type Outcome } from './change.ts'

/**
 * Marks the releases of a package as removed that nothing keeps and that were last referred to before that moment. Whoever deploys one locks
 * its row too: it is shown, or removed, not both. The row stays for ever, its files go afterwards.
 */
export async function removeReleases(tx: Tx, packageId: string, before: Date): Promise<Outcome<UnkeptRelease[]>> {
  const pkg = await lockPackage(tx, packageId)
  const candidates = (await unkeptReleases(tx, packageId, before)).map(({ id }) => id)
  if (candidates.length === 0) return { result: [] }
  await tx.$queryRaw`SELECT 1 FROM release WHERE id = ANY(${candidates}::uuid[]) ORDER BY number FOR UPDATE`
  const proved = (await unkeptReleases(tx, packageId, before)).filter(({ id }) => candidates.includes(id))
  const removedAt = await clock(tx)
  await tx.release.updateMany({ where: { id: { in: proved.map(({ id }) => id) } }, data: { removedAt } })
  const events = proved.map(
    ({ id, number, bytes }): Event => ({
      action: 'release.removed',
      subjectType: 'Release',
      subjectId: id,
      packageId,
      summary: `Release ${number} of «${pkg.title}» was removed: no environment keeps it`,
      after: { release: number, bytes },
    }),
  )
  return { result: proved, events, packageIds: [packageId] }
}

/** Forgets the files and videos of a removed release, once its objects are gone. */
export async function emptyRelease(tx: Tx, packageId: string, number: number): Promise<void> {
  const release = await tx.release.findUniqueOrThrow({ where: { packageId_number: { packageId, number } } })
  if (release.removedAt === null) throw new Error(`Release ${number} of ${packageId} is not removed`)
  await tx.releaseVideo.deleteMany({ where: { releaseId: release.id } })
  await tx.releaseFile.deleteMany({ where: { packageId, number } })
}
