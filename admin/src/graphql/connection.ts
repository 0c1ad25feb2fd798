import { useSyncExternalStore } from 'react'

let isLost = false
const listeners = new Set<() => void>()

/** Says whether the server was reached last time; the banner shows it. Unchanged news wakes nobody. */
export function setConnectionLost(isLostNow: boolean) {
  if (isLostNow === isLost) return
  isLost = isLostNow
  for (const listener of listeners) listener()
}

/** True while the server cannot be reached: what is on the screen may be old. */
export function useConnectionLost(): boolean {
  return useSyncExternalStore(
    listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => isLost,
  )
}
