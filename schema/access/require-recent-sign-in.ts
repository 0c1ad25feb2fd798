import { isSignInRecent } from '@lectern/domain/access/recent-sign-in'
import { reauthenticate } from '@lectern/domain/errors'
import { type Context, callerOf } from '../context.ts'

/** REAUTHENTICATE when a person did this in a session whose last sign-in is over 10 minutes ago. Tokens are never asked. */
export function requireRecentSignIn(context: Context): void {
  const signedInAt = callerOf(context)?.authenticatedAt
  if (signedInAt && !isSignInRecent(signedInAt)) throw reauthenticate()
}
