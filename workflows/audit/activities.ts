import { dropExpiredEvents, makePartitions } from '@lectern/domain/audit/partitions'
import { signCheckpoint } from '@lectern/domain/audit/signed-checkpoints'
import { withHeartbeat } from '../heartbeat.ts'
import type { Services } from '../services.ts'

/** The activities of this folder with their services, each with heartbeats. Workflows import only the types. */
export const createAuditActivities = ({ database, auditKey, log }: Services) => ({
  keepAuditPartitions: withHeartbeat(async () => {
    await makePartitions(database)
    const events = await dropExpiredEvents(database)
    if (events > 0n) log.info({ events: String(events) }, 'Retention removed audit events')
  }),
  signAuditLog: withHeartbeat(async () => {
    if (auditKey) await signCheckpoint(database, auditKey)
  }),
})

export type AuditActivities = ReturnType<typeof createAuditActivities>
