import { Button } from '@mantine/core'
import { useState } from 'react'

/** Ends the session and loads the page anew, so that nothing of it stays in memory. */
export function SignOutButton() {
  const [leaving, setLeaving] = useState(false)
  const leave = async () => {
    setLeaving(true)
    try {
      await fetch('/api/auth/sign-out', {
        method: 'POST',
        credentials: 'same-origin',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      })
      location.assign('/')
    } catch {
      setLeaving(false)
    }
  }
  return (
    <Button variant="subtle" c="gray.7" size="compact-sm" flex="none" loading={leaving} onClick={leave}>
      Sign out
    </Button>
  )
}
