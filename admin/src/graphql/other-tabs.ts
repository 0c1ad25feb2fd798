/** The tabs of this browser that show Lectern. They have the same session. */
const tabs = new BroadcastChannel('lectern:session')

/** Tells the other tabs that the session began or ended. */
export function announceSession(): void {
  tabs.postMessage(null)
}

/** Calls `listener` when the session began or ended in another tab. Returns a function that stops it. */
export function onSessionAnnounced(listener: () => void): () => void {
  tabs.addEventListener('message', listener)
  return () => tabs.removeEventListener('message', listener)
}
