import { setImmediate as turn } from 'node:timers/promises'

/** Milliseconds of work without a pause. */
const sliceMs = 10

/** Cuts long synchronous work into slices, for others to have a turn in between: what to wait for now, undefined while it is not time. */
export function timeSlicer(): () => Promise<void> | undefined {
  let startedAt = performance.now()
  return () => {
    if (performance.now() - startedAt < sliceMs) return undefined
    return turn().then(() => {
      startedAt = performance.now()
    })
  }
}
