import { useEffect, useState } from 'react'

/** The ways to sign in, in addition to a password. `link`: by a mailed link. `oidc`: the name of the school's own. */
export type SignInMethods = { link: boolean; oidc: string | null }

/** Asks the server which ways to sign in there are. Until it answers, and if it does not, there is only the password. */
export function useSignInMethods(): SignInMethods {
  const [methods, setMethods] = useState<SignInMethods>({ link: false, oidc: null })
  useEffect(() => {
    const abort = new AbortController()
    fetch('/api/auth/methods', { signal: abort.signal })
      .then(response => response.json())
      .then(setMethods)
      .catch(() => {})
    return () => abort.abort()
  }, [])
  return methods
}
