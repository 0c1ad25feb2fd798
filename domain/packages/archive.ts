import type { Attribution } from '../audit/actor.ts'
import type { Change, Event } from '../audit/change.ts'
import type { Package, Tx } from '../database.ts'
import { closePublicationRequests } from '../publish/publication-requests.ts'
import { cancelSchedulesOf } from '../publish/scheduled-deployments.ts'
import { requestSync } from '../sync/sync-runs.ts'
import { databaseNow, lockPackage } from '../transaction.ts'
import { lockFolders, requireFreeFolder } from './folders.ts'

/**
 * Archives a package: asks its open work to stop, cancels its scheduled deployments, turns auto-sync off, and blocks new
 * work. Environments keep showing its releases, and its folder is free for another package. Does nothing when it is
 * already archived.
 */
export async function archivePackage(tx: Tx, packageId: string): Promise<Change<Package>> {
  const pkg = await lockPackage(tx, packageId)
  if (pkg.archivedAt) return { result: pkg }
  const archivedAt = await databaseNow(tx)
  const open = {
    where: { packageId, finishedAt: null, cancelRequestedAt: null },
    data: { cancelRequestedAt: archivedAt },
  }
  await tx.syncRun.updateMany(open)
  await tx.transcode.updateMany(open)
  await tx.publication.updateMany(open)
  await tx.verificationRun.updateMany(open)
  await closePublicationRequests(tx, packageId)
  const schedules = await cancelSchedulesOf(tx, pkg, null, 'was archived')
  const data = { archivedAt, autoSyncMinutes: null, polledDelta: null, idleSince: null }
  const archived = await tx.package.update({ where: { id: packageId }, data })
  const event = packageEvent(archived, 'package.archived', 'Archived')
  const { autoSyncMinutes } = pkg
  const changed = autoSyncMinutes === null ? {} : { before: { autoSyncMinutes }, after: { autoSyncMinutes: null } }
  return { result: archived, events: [{ ...event, ...changed }, ...schedules] }
}

/**
 * Restores a package from the archive, and requests a full synchronization: meanwhile, anything may have happened in its
 * folder. CONFLICT when another package has the folder now. Does nothing when it is not archived.
 */
export async function restorePackage(tx: Tx, by: Attribution, packageId: string): Promise<Change<Package>> {
  await lockFolders(tx)
  const pkg = await lockPackage(tx, packageId)
  if (!pkg.archivedAt) return { result: pkg }
  const { dropboxId, dropboxPath: path, dropboxPathLower: pathLower } = pkg
  await requireFreeFolder(tx, { dropboxId, path, pathLower, name: pkg.title }, packageId)
  const restored = await tx.package.update({ where: { id: packageId }, data: { archivedAt: null } })
  const { events = [] } = await requestSync(tx, by, packageId, true)
  return { result: restored, events: [packageEvent(restored, 'package.restored', 'Restored'), ...events] }
}

function packageEvent(pkg: Package, action: 'package.archived' | 'package.restored', verb: string): Event {
  const subject = { subjectType: 'Package', subjectId: pkg.id, packageId: pkg.id }
  return { action, ...subject, summary: `${verb} "${pkg.title}"` }
}
