import { withHeartbeat } from '../heartbeat.ts'
import type { Services } from '../services.ts'
import { failVerification, findOpenVerification, verifyPackage } from './verify-package.ts'

/** The activities of this folder with their services, each with heartbeats. Workflows import only the types. */
export const createVerifyActivities = (services: Services) => ({
  findOpenVerification: withHeartbeat((packageId: string) => findOpenVerification(services, packageId)),
  verifyPackage: withHeartbeat((id: string) => verifyPackage(services, id)),
  failVerification: withHeartbeat((input: Parameters<typeof failVerification>[1]) => failVerification(services, input)),
})

export type VerifyActivities = ReturnType<typeof createVerifyActivities>
