import { withHeartbeat } from '../heartbeat.ts'
import type { Services } from '../services.ts'
import { comparePages, failComparison, findOpenComparison } from './compare-pages.ts'

/** The activities of this folder with their services, each with heartbeats. Workflows import only the types. */
export const createComparisonActivities = (services: Services) => ({
  findOpenComparison: withHeartbeat((packageId: string) => findOpenComparison(services, packageId)),
  comparePages: withHeartbeat((id: string) => comparePages(services, id)),
  failComparison: withHeartbeat((input: Parameters<typeof failComparison>[1]) => failComparison(services, input)),
})

export type ComparisonActivities = ReturnType<typeof createComparisonActivities>
