import { randomBytes } from 'node:crypto'
import { hashSecret } from '../access/secret-hash.ts'
import type { Attribution } from '../audit/actor.ts'
import type { Change } from '../audit/change.ts'
import type { Database, ExportTicket, Prisma, Tx } from '../database.ts'
import { databaseNow } from '../transaction.ts'
import type { EventFilter } from './event-filter.ts'

export type AuditExportKind = 'AUDIT_CSV' | 'AUDIT_JSONL'

const lifetimeMs = 60_000

/** Creates the ticket of an export, for 60 seconds and one use. Returns its secret, which is not stored. */
export async function createExportTicket(
  tx: Tx,
  by: Attribution,
  kind: AuditExportKind,
  filter: EventFilter,
): Promise<Change<{ secret: string; expiresAt: Date }>> {
  const secret = randomBytes(32).toString('base64url')
  const now = await databaseNow(tx)
  await tx.exportTicket.deleteMany({ where: { expiresAt: { lt: now } } })
  const ticket = await tx.exportTicket.create({
    data: {
      secretHash: hashSecret(secret),
      kind,
      filter: filter as Prisma.InputJsonObject,
      requestedBy: by.actor,
      expiresAt: new Date(now.getTime() + lifetimeMs),
    },
  })
  const format = kind === 'AUDIT_CSV' ? 'CSV' : 'JSON lines'
  return {
    result: { secret, expiresAt: ticket.expiresAt },
    events: [
      {
        action: 'audit.exported',
        subjectType: 'AuditExport',
        subjectId: ticket.id,
        summary: `Requested an export of the audit log as ${format}`,
        after: { kind, filter: filter as Prisma.InputJsonObject },
      },
    ],
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
