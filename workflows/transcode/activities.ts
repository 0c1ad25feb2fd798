import { withHeartbeat } from '../heartbeat.ts'
import type { Services } from '../services.ts'
import { advanceEncoding, createEncodingJob } from './advance-encoding.ts'
import { advanceTranscode, failTranscode } from './advance-transcode.ts'
import type { EncodingKey } from './open-encoding.ts'
import { pollJobs } from './poll-jobs.ts'
import { sendBudgetAlerts } from './send-budget-alerts.ts'

/** The activities of this folder with their services, each with heartbeats. Workflows import only the types. */
export const createTranscodeActivities = (services: Services) => ({
  advanceTranscode: withHeartbeat((packageId: string) => advanceTranscode(services, packageId)),
  failTranscode: withHeartbeat((input: Parameters<typeof failTranscode>[1]) => failTranscode(services, input)),
  advanceEncoding: withHeartbeat((key: EncodingKey) => advanceEncoding(services, key)),
  createEncodingJob: withHeartbeat((key: EncodingKey) => createEncodingJob(services, key)),
  sendBudgetAlerts: withHeartbeat(() => sendBudgetAlerts(services)),
  pollJobs: withHeartbeat(() => pollJobs(services)),
})

export type TranscodeActivities = ReturnType<typeof createTranscodeActivities>
