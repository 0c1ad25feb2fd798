import { useSyncExternalStore } from 'react'

let isLost = false
const listeners = new Set<() => void>()

/** Records whether the last request reached the server. Notifies listeners only of changes. */
export function setConnectionLost(isLostNow: boolean) {
  if (isLostNow === isLost) return
  isLost = isLostNow
  for (const listener of listeners) listener()
}

/** Returns true while the server cannot be reached and the screen may be outdated. */
export function useConnectionLost(): boolean {
  return useSyncExternalStore(
    listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => isLost,
  )
}
