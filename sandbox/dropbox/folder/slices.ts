import { setImmediate as nextTurn } from 'node:timers/promises'

/** How long work may run without a pause. */
const sliceMs = 10

/**
 * Splits long synchronous work into slices, so that other work can run in between. The returned function gives a
 * promise to await, or undefined if no pause is due.
 */
export function timeSlicer(): () => Promise<void> | undefined {
  let startedAt = performance.now()
  return () => {
    if (performance.now() - startedAt < sliceMs) return undefined
    return nextTurn().then(() => {
      startedAt = performance.now()
    })
  }
}
