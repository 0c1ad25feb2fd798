import { createAuditActivities } from '../audit/activities.ts'
import { createCleanupActivities } from '../cleanup/activities.ts'
import { createComparisonActivities } from '../comparisons/activities.ts'
import { createPublishActivities } from '../publish/activities.ts'
import { createReconcileActivities } from '../reconcile/activities.ts'
import type { Services } from '../services.ts'
import { createSyncActivities } from '../sync/activities.ts'
import { createTranscodeActivities } from '../transcode/activities.ts'
import { createVerifyActivities } from '../verify/activities.ts'
import { createWebhookActivities } from '../webhooks/activities.ts'

/** All activities of a worker, with their services. */
export const createActivities = (services: Services) => ({
  ...createSyncActivities(services),
  ...createTranscodeActivities(services),
  ...createPublishActivities(services),
  ...createVerifyActivities(services),
  ...createComparisonActivities(services),
  ...createCleanupActivities(services),
  ...createWebhookActivities(services),
  ...createReconcileActivities(services),
  ...createAuditActivities(services),
})
