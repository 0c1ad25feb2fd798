/** Ends the session and loads the sign-in page, so that no data stays in memory. Returns false if it did not work. */
export async function signOut(): Promise<boolean> {
  try {
    await fetch('/api/auth/sign-out', {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    })
  } catch {
    return false
  }
  location.assign('/')
  return true
}
