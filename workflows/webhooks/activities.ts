import { withHeartbeat } from '../heartbeat.ts'
import type { Services } from '../services.ts'
import { deliverEvents } from './deliver-events.ts'

/** The activities of this folder with their services, each with heartbeats. Workflows import only the types. */
export const createWebhookActivities = (services: Services) => ({
  deliverEvents: withHeartbeat((webhookId: string) => deliverEvents(services, webhookId)),
})

export type WebhookActivities = ReturnType<typeof createWebhookActivities>
