import { randomBytes } from 'node:crypto'
import { hashSecret } from '../access/secret-hash.ts'
import type { Attribution } from '../audit/actor.ts'
import type { Change, Event } from '../audit/change.ts'
import type { Database, ExportTicket, Prisma, Tx } from '../database.ts'
import { databaseNow } from '../transaction.ts'
import type { EventFilter } from './event-filter.ts'

export type AuditExportKind = 'AUDIT_CSV' | 'AUDIT_JSONL'
export type ExportKind = AuditExportKind | 'FINDINGS_CSV'

/** What an export has: the events that fit a filter, or the findings of a package. */
export type ExportRequest =
  | { kind: AuditExportKind; filter: EventFilter }
  | { kind: 'FINDINGS_CSV'; filter: { packageId: string; title: string } }

const lifetimeMs = 60_000

/** Creates the ticket of an export, for 60 seconds and one use. Returns its secret, which is not stored. */
export async function createExportTicket(
  tx: Tx,
  by: Attribution,
  request: ExportRequest,
): Promise<Change<{ secret: string; expiresAt: Date }>> {
  const secret = randomBytes(32).toString('base64url')
  const now = await databaseNow(tx)
  await tx.exportTicket.deleteMany({ where: { expiresAt: { lt: now } } })
  const ticket = await tx.exportTicket.create({
    data: {
      secretHash: hashSecret(secret),
      kind: request.kind,
      filter: request.filter as Prisma.InputJsonObject,
      requestedBy: by.actor,
      expiresAt: new Date(now.getTime() + lifetimeMs),
    },
  })
  return { result: { secret, expiresAt: ticket.expiresAt }, events: [exportEvent(ticket.id, request)] }
}

function exportEvent(ticketId: string, { kind, filter }: ExportRequest): Event {
  if (kind === 'FINDINGS_CSV')
    return {
      ...{ action: 'package.findingsExported', subjectType: 'Package', subjectId: filter.packageId },
      ...{ packageId: filter.packageId, summary: `Requested the findings of "${filter.title}" as CSV` },
    }
  return {
    action: 'audit.exported',
    subjectType: 'AuditExport',
    subjectId: ticketId,
    summary: `Requested an export of the audit log as ${kind === 'AUDIT_CSV' ? 'CSV' : 'JSON lines'}`,
    after: { kind, filter: filter as Prisma.InputJsonObject },
  }
}

/** Uses a ticket. Null when it does not exist, has expired, or was used before. */
export async function useExportTicket(database: Database, secret: string): Promise<ExportTicket | null> {
  const [ticket] = await database.exportTicket.updateManyAndReturn({
    where: { secretHash: hashSecret(secret), usedAt: null, expiresAt: { gt: new Date() } },
    data: { usedAt: new Date() },
  })
  return ticket ?? null
}
