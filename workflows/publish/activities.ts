import { withHeartbeat } from '../heartbeat.ts'
import type { Services } from '../services.ts'
import { advancePublication, failPublication } from './advance-publication.ts'
import { copyRelease } from './copy-release.ts'
import { deployScheduled } from './deploy-scheduled.ts'

/** The activities of this folder with their services, each with heartbeats. Workflows import only the types. */
export const createPublishActivities = (services: Services) => ({
  advancePublication: withHeartbeat((input: Parameters<typeof advancePublication>[1]) =>
    advancePublication(services, input),
  ),
  copyRelease: withHeartbeat((publicationId: string) => copyRelease(services, publicationId)),
  failPublication: withHeartbeat((input: Parameters<typeof failPublication>[1]) => failPublication(services, input)),
  deployScheduled: withHeartbeat((id: string) => deployScheduled(services, id)),
})

export type PublishActivities = ReturnType<typeof createPublishActivities>
