import type { Change, Event } from '../audit/change.ts'
import type { Package, Tx } from '../database.ts'
import { cancelSchedulesOf } from '../publish/scheduled-deployments.ts'
import { lockPackage } from '../transaction.ts'

/**
 * Archives a package: asks its open work to stop, cancels its scheduled deployments, and blocks new work. Environments
 * keep showing its releases. Does nothing when it is already archived.
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
  return { result: archived, events: [packageEvent(archived, 'package.archived', 'Archived'), ...schedules] }
}

/** Restores a package from the archive. Does nothing when it is not archived. */
export async function restorePackage(tx: Tx, packageId: string): Promise<Change<Package>> {
  const pkg = await lockPackage(tx, packageId)
  if (!pkg.archivedAt) return { result: pkg }
  const restored = await tx.package.update({ where: { id: packageId }, data: { archivedAt: null } })
  return { result: restored, events: [packageEvent(restored, 'package.restored', 'Restored')] }
}

function packageEvent(pkg: Package, action: 'package.archived' | 'package.restored', verb: string): Event {
  const subject = { subjectType: 'Package', subjectId: pkg.id, packageId: pkg.id }
  return { action, ...subject, summary: `${verb} "${pkg.title}"` }
}
