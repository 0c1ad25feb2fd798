import type { Plan } from '@lectern/domain/sync/plan'
import type { Services } from '../../services.ts'

/** How many items a lane claims at a time. */
export const claimBatchSize = 32

/**
 * Returns how many lanes copy what is due: one per batch of items or per part's worth of bytes. At least one, at most
 * as many as configured.
 */
export function laneCountFor(
  { pending, pendingBytes }: Pick<Plan, 'pending' | 'pendingBytes'>,
  { maxLanes, partBytes }: Pick<Services, 'maxLanes' | 'partBytes'>,
): number {
  return Math.min(maxLanes, Math.max(1, Math.ceil(pending / claimBatchSize), Math.ceil(pendingBytes / partBytes)))
}
