import { proxyActivities } from '@temporalio/workflow'
import type { AuditActivities } from './activities.ts'

const { keepAuditPartitions, signAuditLog } = proxyActivities<AuditActivities>({
  startToCloseTimeout: '10m',
  heartbeatTimeout: '5s',
  // A lock on the log is waited for 2 seconds only.
  retry: { initialInterval: '10s', maximumInterval: '10m', maximumAttempts: 50 },
})

/**
 * Makes the partitions of the audit log, drops what retention has passed, and signs the log. A Temporal schedule starts
 * this workflow once a day.
 */
export async function keepAuditLog(): Promise<void> {
  await keepAuditPartitions()
  await signAuditLog()
}
