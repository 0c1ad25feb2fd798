import { withHeartbeat } from '../heartbeat.ts'
import type { Services } from '../services.ts'
import { wakeOpenRows } from './wake-open-rows.ts'

/** The activities of this folder with their services, each with heartbeats. Workflows import only the types. */
export const createReconcileActivities = (services: Services) => ({
  wakeOpenRows: withHeartbeat(() => wakeOpenRows(services)),
})

export type ReconcileActivities = ReturnType<typeof createReconcileActivities>
