import type { Event } from '../audit/change.ts'
import type { Package, Tx } from '../database.ts'
import { hasDraft } from '../files/content-version.ts'
import { endRun } from './sync-runs.ts'

/**
 * Ends the draft of a locked, archived package, and its open sync run, which could still change the draft or remove
 * objects. Past revisions, releases, and history stay. The package's next synchronization lists its folder from the
 * start. `why` continues the message. Does nothing if there is no draft and no open run.
 */
export async function endDraft(tx: Tx, pkg: Package, why: string): Promise<Event[]> {
  const { id: packageId, revision } = pkg
  const events: Event[] = []
  const open = await tx.syncRun.findFirst({ where: { packageId, finishedAt: null } })
  if (open) events.push(...((await endRun(tx, open.id, { status: 'CANCELED' })).events ?? []))
  await tx.package.update({ where: { id: packageId }, data: { cursor: null } })
  if (!hasDraft(pkg)) return events
  const current = { where: { packageId, untilRevision: null }, data: { untilRevision: revision + 1 } }
  await tx.draftFile.updateMany(current)
  await tx.finding.updateMany(current)
  await tx.package.update({
    where: { id: packageId },
    data: { revision: revision + 1, draftEndedAt: new Date() },
  })
  events.push({
    action: 'package.draftEnded',
    subjectType: 'Package',
    subjectId: packageId,
    packageId,
    summary: `The draft of "${pkg.title}" ended: ${why}`,
    before: { revision },
  })
  return events
}
