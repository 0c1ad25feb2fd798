import { announceSession } from '../../graphql/other-tabs.ts'
import { t } from '../../texts/texts.ts'
import { showToast } from '../toast/show-toast.ts'

/** Ends the session, and loads every tab again, so that no data stays in memory. Says so if it did not work. */
export async function signOut(): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  const request = { method: 'POST', credentials: 'same-origin', headers, body: '{}' } as const
  const response = await fetch('/api/auth/sign-out', request).catch(() => null)
  if (!response?.ok) return showToast({ message: t('shell.signOutFailed'), isError: true })
  announceSession('signed-out')
  location.assign('/')
}
