import type { Database } from '@lectern/domain/database'
import type { SignInSettings } from '../configuration.ts'
import { openLog } from '../log.ts'
import { openSignIn } from './sign-in.ts'

/** Creates a link that signs this person in once, within 24 hours, in any browser. */
export async function makeSignInLink(settings: SignInSettings, database: Database, email: string): Promise<string> {
  const links: string[] = []
  const signIn = openSignIn(settings, database, openLog(settings.LOG_LEVEL), link => links.push(link))
  await signIn.api.signInMagicLink({ body: { email, callbackURL: '/' }, headers: new Headers() })
  return links[0]!
}
