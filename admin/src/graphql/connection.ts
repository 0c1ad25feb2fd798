import { useSyncExternalStore } from 'react'

let lost = false
const listeners = new Set<() => void>()

/** Says whether the server was reached last time; the banner shows it. Unchanged news wakes nobody. */
export function setConnectionLost(now: boolean) {
  if (now === lost) return
  lost = now
  for (const listener of listeners) listener()
}

/** True while the server cannot be reached: what is on the screen may be old. */
export function useConnectionLost(): boolean {
  return useSyncExternalStore(
    listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => lost,
  )
}
