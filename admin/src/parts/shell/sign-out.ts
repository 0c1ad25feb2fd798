import { announceSession } from '../../graphql/other-tabs.ts'

/** Ends the session and reloads the page, so that no data stays in memory. Does nothing while the server is unreachable. */
export async function signOut(): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  const request = { method: 'POST', credentials: 'same-origin', headers, body: '{}' } as const
  const response = await fetch('/api/auth/sign-out', request).catch(() => null)
  if (!response) return
  announceSession()
  location.assign('/')
}
