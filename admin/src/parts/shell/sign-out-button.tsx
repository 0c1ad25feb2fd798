import { Button } from '@mantine/core'
import { useState } from 'react'

/** Ends the session and loads the page anew, so that nothing of it stays in memory. */
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
      location.assign('/')
    } catch {
      setIsSigningOut(false)
    }
  }
  return (
    <Button variant="subtle" c="gray.7" size="compact-sm" flex="none" loading={isSigningOut} onClick={signOut}>
      Sign out
    </Button>
  )
}
