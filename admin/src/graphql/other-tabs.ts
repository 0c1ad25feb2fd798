/** What happened to the session of all tabs. `changed`: it began, or another person signed in. */
export type SessionNews = 'changed' | 'signed-out'

/** The tabs of this browser that show Lectern. They have the same session. */
const tabs = new BroadcastChannel('lectern:session')

/** Tells the other tabs what happened to the session. */
export function announceSession(news: SessionNews): void {
  tabs.postMessage(news)
}

/** Calls `listener` with what happened to the session in another tab. Returns a function that stops it. */
export function onSessionAnnounced(listener: (news: SessionNews) => void): () => void {
  const onMessage = ({ data }: MessageEvent<SessionNews>) => listener(data)
  tabs.addEventListener('message', onMessage)
  return () => tabs.removeEventListener('message', onMessage)
}
