import type { Plan } from '@lectern/schema/changes/plan'
import type { Deps } from './deps.ts'

/** How many items a lane takes at a time. */
export const mouthful = 32

/** How many lanes copy what is due: one for each mouthful of items or part's worth of bytes, at least one, at most as many as configured. */
export function lanesFor(
  { pending, pendingBytes }: Pick<Plan, 'pending' | 'pendingBytes'>,
  { lanes, partSize }: Pick<Deps, 'lanes' | 'partSize'>,
): number {
  return Math.min(lanes, Math.max(1, Math.ceil(pending / mouthful), Math.ceil(pendingBytes / partSize)))
}
