import { Button } from '@mantine/core'
import { useState } from 'react'
import { announceSession } from '../../graphql/other-tabs.ts'
import { t } from '../../texts/texts.ts'

/** Ends the session and reloads the page, so that no data stays in memory. */
export function SignOutButton() {
  const [isSigningOut, setIsSigningOut] = useState(false)
  const signOut = async () => {
    setIsSigningOut(true)
    try {
      await fetch('/api/auth/sign-out', {
        method: 'POST',
        credentials: 'same-origin',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      })
      announceSession()
      location.assign('/')
    } catch {
      setIsSigningOut(false)
    }
  }
  return (
    <Button variant="subtle" c="gray.7" size="compact-sm" flex="none" loading={isSigningOut} onClick={signOut}>
      {t('shell.signOut')}
    </Button>
  )
}
