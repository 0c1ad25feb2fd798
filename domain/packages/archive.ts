import type { Package, Tx } from '../database.ts'
import { lockPackage } from '../transaction.ts'
import type { Change, Event } from '../audit/change.ts'
import { cancelSchedulesOf } from '../publish/scheduled-deployments.ts'

/**
 * Archives a package: what goes on for it is asked to stop, what is scheduled is canceled, and nothing can be begun. What environments show of it stays. One that is archived
 * already stays as it is.
 */
export async function archivePackage(tx: Tx, packageId: string): Promise<Change<Package>> {
  const pkg = await lockPackage(tx, packageId)
  if (pkg.archivedAt) return { result: pkg }
  const open = {
    where: { packageId, finishedAt: null, cancelRequestedAt: null },
    data: { cancelRequestedAt: new Date() },
  }
  await tx.syncRun.updateMany(open)
  await tx.transcode.updateMany(open)
  await tx.publication.updateMany(open)
  await tx.verificationRun.updateMany(open)
  const schedules = await cancelSchedulesOf(tx, pkg, null, 'was archived')
  const archived = await tx.package.update({ where: { id: packageId }, data: { archivedAt: new Date() } })
  return { result: archived, events: [packageEvent(archived, 'package.archived', 'was archived'), ...schedules] }
}

/** Takes a package out of the archive again; one that is not there stays as it is. */
export async function restorePackage(tx: Tx, packageId: string): Promise<Change<Package>> {
  const pkg = await lockPackage(tx, packageId)
  if (!pkg.archivedAt) return { result: pkg }
  const restored = await tx.package.update({ where: { id: packageId }, data: { archivedAt: null } })
  return { result: restored, events: [packageEvent(restored, 'package.restored', 'was taken out of the archive')] }
}

function packageEvent(pkg: Package, action: 'package.archived' | 'package.restored', words: string): Event {
  const subject = { subjectType: 'Package', subjectId: pkg.id, packageId: pkg.id }
  return { action, ...subject, summary: `«${pkg.title}» ${words}` }
}
